//! Films of strangers, read in processes of their own by the program itself.

mod edge;
mod foreign;
mod hostile;
mod processes;
mod reading;
mod samples;
