//! Tells the hooks, in a thread of its own, so that no page and no desk waits for a target. It follows the record through
//! the views: for each entry it asks what the hook's officer may read now, up to the hook's level, and what that is not
//! is passed over. A hook is told one thing at a time, in order, and at least once: it moves on when the target has answered.

use std::sync::Weak;
use std::time::Duration;

use serde_json::json;
use sha2::{Digest, Sha256};
use views::{Change, Changed};

use super::Hook;
use super::send::{Message, Sender};
use crate::links;
use crate::session::hex;
use crate::visit::{House, Inner, Miss};

/// How often is looked whether there is something to tell.
const TICK: Duration = Duration::from_millis(500);
/// How long it waits after a fault of this machine.
const PATIENCE: Duration = Duration::from_secs(5);
/// So many hooks are told at one time.
const ABREAST: usize = 16;
/// So many entries are looked at in one go.
const ENTRIES: usize = 500;
/// So many messages a hook gets before the others have their turn.
const MESSAGES: usize = 20;

/// Tells the hooks for as long as the house stands.
pub(crate) fn watch(house: Weak<Inner>, sends_to: &[super::WebhookHost]) {
    let sender = Sender::new(sends_to);
    let look = move || {
        while let Some(house) = house.upgrade().map(House::of) {
            let pause = match round(&house, &sender) {
                Ok(()) => TICK,
                Err(why) => {
                    tracing::error!("hooks could not be told and are tried again: {why:?}");
                    PATIENCE
                }
            };
            // Nobody holds the house while nothing is done.
            drop(house);
            std::thread::park_timeout(pause);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("hooks".into()).spawn(look) {
        tracing::error!("no hook is told anything: {error}");
    }
}

/// Tells every hook what it has to be told now.
fn round(house: &House, sender: &Sender) -> Result<(), Miss> {
    let due = house.local().hooks_due(house.views().reached(), house.now())?;
    for abreast in due.chunks(ABREAST) {
        std::thread::scope(|scope| {
            let told = abreast.iter().map(|hook| scope.spawn(|| tell(house, sender, hook)));
            let told: Vec<_> = told.collect();
            told.into_iter().try_for_each(|told| match told.join() {
                Ok(told) => told,
                Err(_) => Err(Miss::Fault("a hook panicked".into())),
            })
        })?;
    }
    Ok(())
}

/// Tells one hook what came since it was last told, until there is nothing more or the target does not answer.
fn tell(house: &House, sender: &Sender, hook: &Hook) -> Result<(), Miss> {
    let local = house.local();
    let mut hook = hook.clone();
    for _ in 0..MESSAGES {
        let visit = match house.visited(&hook.officer, Some(hook.level)) {
            Ok(visit) => visit,
            Err(Miss::SignedOut) => return Ok(local.hook_without_role(&hook.name)?),
            Err(miss) => return Err(miss),
        };
        let next = visit.views().next_change(&visit.reader, hook.arrival, ENTRIES)?;
        let Some(change) = next.change else {
            return Ok(local.hook_passed(&hook.name, next.through)?);
        };
        // Taken away since this round began.
        let Some(secret) = local.hook_secret(&hook.name)? else { return Ok(()) };
        let message = message(&hook, &change, house.now().as_second());
        if let Err(failure) = sender.send(&hook.address, &secret, &message) {
            tracing::info!(hook = hook.name, %failure, "a hook was not told");
            return Ok(local.hook_failed(&hook, failure, house.now())?);
        }
        local.hook_told(&hook.name, next.through, house.now())?;
        hook = hook.told(next.through);
    }
    Ok(())
}

/// What a hook is told of a change: that there is one, and where to read it. Never a word of the cable.
fn message(hook: &Hook, change: &Change, timestamp: i64) -> Message {
    let number = links::dashed(&change.number);
    let (kind, link) = match change.changed {
        Changed::Instruction => ("instruction.released", links::instruction(&number)),
        Changed::Reply => ("reply.released", links::instruction(&number)),
        Changed::Tasking(office) => ("tasking.changed", links::tasking(&number, &office.to_string())),
        Changed::Opened(cable) => ("emergency.opened", links::record(&cable.to_string())),
    };
    let data = json!({ "number": change.number, "link": format!("{}{link}", hook.base) });
    // Standard Webhooks, "Payload structure".
    let body = json!({ "type": kind, "timestamp": change.at.to_string(), "data": data }).to_string();
    // The same at every try and another for every hook, and it tells nobody how many entries there are.
    let digest =
        Sha256::new().chain_update(&hook.name).chain_update(b"\0").chain_update(change.entry.to_string());
    let id = hex(digest.finalize().get(..16).unwrap_or_default());
    Message { id: format!("msg_{id}"), timestamp, body }
}
