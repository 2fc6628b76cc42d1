//! The sample creator, and the emulator behind it on its own.

use crate::arguments::{Sandbox, Scale};
use crate::commands::{import, sync};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Answer, Exit, tell};
use crate::progress::Signals;
use crate::words::Word;
use std::io::Write;
use studio::Opening;
use studio::demo::{self, World};
use studio::emulating::Emulator;
use studio::home::is_profile;

impl From<&Scale> for World {
    fn from(scale: &Scale) -> Self {
        Self {
            seed: scale.seed,
            days: scale.days,
            entries: scale.entries,
            made_at: None,
        }
    }
}

/// Makes the sample creator's profile and reads everything over loopback. One that was cut off is gone on with.
pub async fn demo(context: &Context, scale: &Scale) -> Result<Answer, CliError> {
    let folder = context.sandbox_folder()?;
    if is_profile(&folder) {
        let there = context.open_as(&folder, Opening::Existing)?;
        if !there.is_sandbox() {
            return Err(CliError::NotASandbox(folder));
        }
    }
    let profile = context.open_as(&folder, Opening::Create { sandbox: true })?;
    let mut world = World::from(scale);
    if let Some(begun) = demo::world(&profile)? {
        let same = World {
            made_at: None,
            ..begun
        } == world;
        if demo::is_whole(&profile)? || !same {
            return Err(CliError::SandboxFilled(folder));
        }
        world = begun;
    }
    let work = context.work()?;
    let report = demo::fill(&profile, &work, world).await?;
    let endings = [
        sync::ending(&report.sync),
        sync::ending(&report.later),
        import::ending(&report.import),
        import::ending(&report.mail),
        import::ending(&report.bank),
    ];
    let worst = endings.into_iter().find(|exit| *exit != Exit::Done);
    let exit = worst.unwrap_or(Exit::Done);
    context.ended(exit, &report, |words| {
        let mut text = format!("{}\n\n", words.say(Word::Sandbox));
        for looked in [&report.sync, &report.later] {
            text.push_str(&sync::table(looked, words));
            text.push('\n');
        }
        for imported in [&report.import, &report.mail, &report.bank] {
            text.push_str(&import::table(imported, words));
        }
        text.push_str(&format!(
            "\n{} {}\n",
            words.say(Word::Folder),
            folder.display()
        ));
        text
    })
}

/// Runs the emulator until it is stopped.
pub async fn sandbox(context: &Context, sandbox: Sandbox) -> Result<Answer, CliError> {
    let Sandbox::Serve { scale, port, fault } = sandbox;
    let mut signals = Signals::new()?;
    let now = context.clock()?.now();
    let emulator = Emulator::start(World::from(&scale), now, port, &fault).await?;
    let address = serde_json::to_string(&emulator.address()).map_err(CliError::Json)?;
    {
        // The first line is what a script waits for: it goes out at once.
        let mut stdout = std::io::stdout().lock();
        let told = writeln!(stdout, "{address}").and_then(|()| stdout.flush());
        told.map_err(CliError::Runtime)?;
    }
    if context.talks() {
        tell(context.words.say(Word::Opens));
    }
    signals.next().await;
    emulator.stop().await?;
    Ok(Answer::silent())
}
