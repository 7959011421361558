// Lets the browser's passkeys answer a form that asks for one. What is asked stands in the form; the server judges the answer.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
	.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const keys = list => list.split(' ').filter(Boolean).map(id => ({ type: 'public-key', id: bytes(id) }));

const ask = async ({ passkey, challenge, party, keys: known, user, name }) => {
	const common = { challenge: bytes(challenge), timeout: 120000 };
	if (passkey === 'get') {
		const { rawId, response } = await navigator.credentials.get({
			publicKey: { ...common, rpId: party, allowCredentials: keys(known), userVerification: 'required' },
		});
		return {
			credential: text(rawId), authenticator: text(response.authenticatorData),
			client: text(response.clientDataJSON), signature: text(response.signature),
		};
	}
	const { response } = await navigator.credentials.create({
		publicKey: {
			...common, rp: { id: party, name: 'Chancery' }, user: { id: bytes(user), name, displayName: name },
			pubKeyCredParams: [-8, -7, -257].map(alg => ({ type: 'public-key', alg })),
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
			excludeCredentials: keys(known), attestation: 'none',
		},
	});
	return { client: text(response.clientDataJSON), attestation: text(response.attestationObject) };
};

for (const form of document.querySelectorAll('form[data-passkey]')) {
	form.addEventListener('submit', async event => {
		event.preventDefault();
		const failed = form.querySelector('[role=alert]');
		failed.hidden = true;
		try {
			for (const [name, value] of Object.entries(await ask(form.dataset))) form.elements[name].value = value;
			form.submit();
		} catch {
			failed.hidden = false;
		}
	});
}
