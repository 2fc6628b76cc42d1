//! Writes every specimen as PDF and XML into a folder, for the independent validator (`scripts/checks/invoices`).

#[path = "../tests/common/specimen.rs"]
mod specimen;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: specimens FOLDER")?;
    std::fs::create_dir_all(&folder)?;
    for (name, invoice) in specimen::all() {
        let paper = papers::invoice(&invoice)?;
        std::fs::write(format!("{folder}/{name}.pdf"), &paper.pdf)?;
        std::fs::write(format!("{folder}/{name}.xml"), &paper.xml)?;
        println!("{name}: {} pages, {} bytes", paper.pages, paper.pdf.len());
    }
    Ok(())
}
