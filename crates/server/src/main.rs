//! The binary: reads the arguments and hands over.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a request needs on the stack grows with the contract where nothing is optimised, as in the demonstration.
const STACK: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(talkoot_server::commands::main()),
        Err(error) => {
            eprintln!("the program cannot start: {error}");
            ExitCode::FAILURE
        }
    }
}
