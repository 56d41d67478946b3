//! Intel's AMX: eight registers of 16 rows of 64 bytes, and an instruction that multiplies two of
//! them as matrices of bf16. Stable Rust has no intrinsics for it, hence the assembly; each block
//! below is a few instructions of the "Intel Architecture Instruction Set Extensions Programming
//! Reference", chapter 3.
//!
//! A thread configures its tiles before it uses them ([`TileConfiguration`]); the system must have
//! allowed them to the process first, as they make its saved state larger ([`is_usable`]).

use std::{
    arch::{asm, x86_64::__cpuid_count},
    marker::PhantomData,
    ops::Range,
    sync::OnceLock,
};

use super::{
    memory::{Bf16Pairs, Lanes},
    refusal::AmxRefusal,
};

/// Rows of a tile.
pub(super) const ROWS: usize = 16;
/// The tiles that hold weights, tmm6 and tmm7.
const WEIGHT_TILES: Range<usize> = 6..8;
/// Channels of a row of places: inputs of a step.
const CHANNELS: usize = 32;
/// Places of the test product.
const PLACES: usize = 2 * ROWS;

/// Whether this process may use tiles, asked once. If it may, the answer has been tried out.
pub(super) fn is_usable() -> bool {
    refusal().is_none()
}

/// Why this process does not use tiles; `None` if it does.
pub(super) fn refusal() -> Option<AmxRefusal> {
    static REFUSAL: OnceLock<Option<AmxRefusal>> = OnceLock::new();

    *REFUSAL.get_or_init(|| {
        if !processor_has_tiles() {
            Some(AmxRefusal::Processor)
        } else if !system_saves_tiles() || !system_allows_tiles() {
            Some(AmxRefusal::System)
        } else if !product_is_right() {
            Some(AmxRefusal::WrongProduct)
        } else {
            None
        }
    })
}

/// CPUID: AMX-TILE, AMX-BF16 and OSXSAVE.
fn processor_has_tiles() -> bool {
    const OSXSAVE: u32 = 1 << 27;
    const AMX_BF16: u32 = 1 << 22;
    const AMX_TILE: u32 = 1 << 24;

    let highest_leaf = __cpuid_count(0, 0).eax;
    highest_leaf >= 7
        && __cpuid_count(1, 0).ecx & OSXSAVE != 0
        && __cpuid_count(7, 0).edx & (AMX_BF16 | AMX_TILE) == AMX_BF16 | AMX_TILE
}

/// XGETBV: whether the system saves the tiles and their configuration when it changes threads. The
/// processor must have OSXSAVE.
fn system_saves_tiles() -> bool {
    const XTILECFG: u32 = 1 << 17;
    const XTILEDATA: u32 = 1 << 18;

    let states: u32;
    // SAFETY: reads a register that every processor with OSXSAVE has.
    unsafe {
        asm!(
            "xgetbv",
            in("ecx") 0,
            out("eax") states,
            out("edx") _,
            options(nomem, nostack, preserves_flags),
        );
    }

    states & (XTILECFG | XTILEDATA) == XTILECFG | XTILEDATA
}

/// Asks Linux to allow tiles to this process: its threads, too, from now on.
#[cfg(target_os = "linux")]
fn system_allows_tiles() -> bool {
    const SYS_ARCH_PRCTL: i64 = 158;
    const ARCH_REQ_XCOMP_PERM: u64 = 0x1023;
    const XFEATURE_XTILEDATA: u64 = 18;

    let result: i64;
    // SAFETY: this system call takes two numbers and touches no memory of the process.
    unsafe {
        asm!(
            "syscall",
            inlateout("rax") SYS_ARCH_PRCTL => result,
            in("rdi") ARCH_REQ_XCOMP_PERM,
            in("rsi") XFEATURE_XTILEDATA,
            out("rcx") _,
            out("r11") _,
            options(nostack),
        );
    }

    result == 0
}

/// Other systems have rules of their own.
#[cfg(not(target_os = "linux"))]
fn system_allows_tiles() -> bool {
    false
}

/// Multiplies two small matrices of whole numbers, which bf16 and f32 hold exactly.
fn product_is_right() -> bool {
    const BLOCKS: usize = 2;
    let value = |place: usize, input: usize| ((place * 7 + input * 3) % 11) as f32 - 5.0;
    let weight = |input: usize, output: usize| ((input * 5 + output) % 13) as f32 - 6.0;

    let mut from = [Bf16Pairs::ZERO; BLOCKS * PLACES];
    for (at, cell) in from.iter_mut().enumerate() {
        for channel in 0..CHANNELS {
            let input = at / PLACES * CHANNELS + channel;
            cell.put(channel, value(at % PLACES, input));
        }
    }

    let mut weights = [Bf16Pairs::ZERO; BLOCKS * 2 * ROWS];
    for (line, cell) in weights.iter_mut().enumerate() {
        for half in 0..CHANNELS {
            cell.put(
                half,
                weight(line / 2 * 2 + half % 2, line % 2 * ROWS + half / 2),
            );
        }
    }

    let mut to = [Lanes::ZERO; 2 * PLACES];
    let tiles = TileConfiguration::load();
    // SAFETY: the arrays are as large as the strides below say, and the tiles are configured.
    unsafe {
        multiply_32(&TileProduct {
            from: from.as_ptr(),
            from_stride: PLACES,
            weights: bytemuck::cast_slice(&weights).as_ptr(),
            blocks: BLOCKS,
            to: to.as_mut_ptr(),
            to_stride: PLACES,
        });
    }
    drop(tiles);

    to.iter().enumerate().all(|(at, lanes)| {
        lanes.0.iter().enumerate().all(|(lane, &actual)| {
            let output = at / PLACES * ROWS + lane;
            let expected: f32 = (0..BLOCKS * CHANNELS)
                .map(|input| value(at % PLACES, input) * weight(input, output))
                .sum();
            (actual - expected).abs() < 0.5
        })
    })
}

/// This thread's tiles, until it is dropped: all eight have 16 rows of 64 bytes.
///
/// A thread that keeps tiles costs the system more whenever it changes threads, so it gives them
/// back after its work.
pub(super) struct TileConfiguration {
    /// It belongs to the thread.
    thread: PhantomData<*const ()>,
}

impl TileConfiguration {
    /// Configures this thread's tiles. [`system_allows_tiles`] must have said yes.
    pub(super) fn load() -> Self {
        configure(ROWS);

        Self {
            thread: PhantomData,
        }
    }
}

impl Drop for TileConfiguration {
    fn drop(&mut self) {
        // SAFETY: gives back what `load` configured.
        unsafe { asm!("tilerelease", options(nomem, nostack, preserves_flags)) }
    }
}

/// Configures this thread's tiles again: those of places and of sums have `rows` rows, those of
/// weights have 16.
fn configure(rows: usize) {
    #[repr(C, align(64))]
    struct Palette([u8; 64]);

    let mut palette = Palette([0; 64]);
    palette.0[0] = 1;
    for tile in 0..8 {
        let rows = if WEIGHT_TILES.contains(&tile) {
            ROWS
        } else {
            rows
        };

        palette.0[16 + 2 * tile] = 64;
        palette.0[48 + tile] = rows as u8;
    }

    // SAFETY: reads the 64 bytes of a valid configuration. No other code uses tiles.
    unsafe {
        asm!(
            "ldtilecfg [{palette}]",
            palette = in(reg) &raw const palette,
            options(nostack, preserves_flags),
        );
    }
}

/// A product of up to 32 places and 32 outputs.
pub(super) struct TileProduct {
    /// `[blocks][from_stride]`, of which the places are read.
    pub(super) from: *const Bf16Pairs,
    pub(super) from_stride: usize,
    /// `[blocks][16][2]`: pairs of inputs, for two blocks of 16 outputs.
    pub(super) weights: *const Lanes,
    /// Blocks of 32 inputs; at least one.
    pub(super) blocks: usize,
    /// `[2][to_stride]`, of which the places are written.
    pub(super) to: *mut Lanes,
    pub(super) to_stride: usize,
}

/// Computes 32 places. The sums stay in four tiles, tmm0 to tmm3.
///
/// # Safety
/// The thread must have a [`TileConfiguration`]. The memory must be as large as the product says,
/// and nothing else may use `to` meanwhile.
#[inline]
pub(super) unsafe fn multiply_32(product: &TileProduct) {
    // SAFETY: reads and writes what the caller promises; the tiles are configured.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "2:",
            // 16 places each, 32 inputs.
            "tileloadd tmm4, [{from} + {line}*1]",
            "tileloadd tmm5, [{from} + {line}*1 + 1024]",
            // 16 pairs of inputs, 16 outputs each: every other line.
            "tileloadd tmm6, [{weights} + {two_lines}*1]",
            "tileloadd tmm7, [{weights} + {two_lines}*1 + 64]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "tdpbf16ps tmm2, tmm5, tmm6",
            "tdpbf16ps tmm3, tmm5, tmm7",
            "add {from}, {from_step}",
            "add {weights}, 2048",
            "dec {blocks}",
            "jnz 2b",
            "tilestored [{to} + {line}*1], tmm0",
            "tilestored [{to} + {line}*1 + 1024], tmm2",
            "tilestored [{to_next} + {line}*1], tmm1",
            "tilestored [{to_next} + {line}*1 + 1024], tmm3",
            from = inout(reg) product.from => _,
            weights = inout(reg) product.weights => _,
            blocks = inout(reg) product.blocks => _,
            from_step = in(reg) product.from_stride * 64,
            to = in(reg) product.to,
            to_next = in(reg) product.to.add(product.to_stride),
            line = in(reg) 64_usize,
            two_lines = in(reg) 128_usize,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// Computes 16 places, as [`multiply_32`] does its first 16.
///
/// # Safety
/// As for [`multiply_32`].
#[inline]
pub(super) unsafe fn multiply_16(product: &TileProduct) {
    // SAFETY: as in `multiply_32`.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "2:",
            "tileloadd tmm4, [{from} + {line}*1]",
            "tileloadd tmm6, [{weights} + {two_lines}*1]",
            "tileloadd tmm7, [{weights} + {two_lines}*1 + 64]",
            "tdpbf16ps tmm0, tmm4, tmm6",
            "tdpbf16ps tmm1, tmm4, tmm7",
            "add {from}, {from_step}",
            "add {weights}, 2048",
            "dec {blocks}",
            "jnz 2b",
            "tilestored [{to} + {line}*1], tmm0",
            "tilestored [{to_next} + {line}*1], tmm1",
            from = inout(reg) product.from => _,
            weights = inout(reg) product.weights => _,
            blocks = inout(reg) product.blocks => _,
            from_step = in(reg) product.from_stride * 64,
            to = in(reg) product.to,
            to_next = in(reg) product.to.add(product.to_stride),
            line = in(reg) 64_usize,
            two_lines = in(reg) 128_usize,
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// Computes fewer than 16 places, each to the same bits as [`multiply_16`] does.
///
/// # Safety
/// As for [`multiply_32`].
pub(super) unsafe fn multiply_few(product: &TileProduct, places: usize) {
    debug_assert!((1..ROWS).contains(&places), "{places}");
    configure(places);

    // SAFETY: as in `multiply_32`; the tiles load and store as many rows as there are places.
    unsafe { multiply_16(product) };

    configure(ROWS);
}
