//! Writes every sample page into a folder, so that they can be looked at in a browser without a record.
//! `cargo run -p web --example samples -- FOLDER`

use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("target/samples"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    for (name, page) in web::samples() {
        fs::write(folder.join(format!("{name}.html")), page.replace("=\"/assets/", "=\"assets/"))?;
    }
    let assets = folder.join("assets");
    fs::create_dir_all(&assets)?;
    for file in web::assets() {
        fs::write(folder.join(web::links::asset(&file).trim_start_matches('/')), web::asset(&file))?;
    }
    println!("{}", folder.display());
    Ok(())
}
