//! Writes every sample page into a folder, so that they can be looked at in a browser without a record.
//! `cargo run -p web --example samples -- FOLDER`

use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("target/samples"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let sheet = web::links::stylesheet();
    fs::write(folder.join("chancery.css"), web::stylesheet())?;
    for (name, page) in web::samples() {
        fs::write(folder.join(format!("{name}.html")), page.replace(&sheet, "chancery.css"))?;
    }
    println!("{}", folder.display());
    Ok(())
}
