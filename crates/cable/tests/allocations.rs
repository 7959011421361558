//! How often reading asks for memory: a count, so the same on every machine.

/// A telegram of two kilobytes, in the strict form.
fn telegram() -> String {
    let text = "THE MINISTRY SAID IT WOULD STUDY THE DRAFT AND\nANSWER BEFORE THE SESSION. ";
    let body: Vec<String> = (1..=7).map(|number| format!("{number}. {}\n\n", text.repeat(3))).collect();
    let body = body.concat();
    format!(
        "P R 281848Z DEC 76\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC PRIORITY 7937\nINFO AMEMBASSY PARIS\n\
         AMEMBASSY ROME\nC O N F I D E N T I A L OSLO 5192\nEXDIS\nE.O. 11652: GDS\nTAGS: EFIS, NO\n\
         SUBJECT: LOST FISHING GEAR\nREF: A. STATE 199269, B. OSLO 5136 (NOTAL)\n\n{body}VANCE\n"
    )
}

#[test]
fn reading_a_telegram_of_two_kilobytes_asks_for_memory_fewer_than_eighty_times() {
    let text = telegram();
    let mut read = None;
    let taken = allocation_counter::measure(|| read = Some(cable::parse(&text)));
    assert_eq!(read.map(|cable| cable.paragraphs.len()), Some(7));
    assert!(taken.count_total < 80, "{} for {} bytes", taken.count_total, text.len());
}
