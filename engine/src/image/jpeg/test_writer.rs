//! Writes JPEGs of any sampling and any order of scans, for tests: plain and slow. The entropy
//! coding uses the standard tables, without runs of empty blocks.

use std::{f32::consts::PI, ops::RangeInclusive, sync::LazyLock};

use super::{
    outline::Coding,
    standard_tables::{TABLES, segment},
};

/// Sampling factors of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sampling {
    pub(super) across: usize,
    pub(super) down: usize,
}

/// Which components a scan has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// One scan for all.
    Together,
    /// One scan for each.
    Apart,
    /// One scan for the first component and one for the others.
    ChromaTogether,
    /// Several passes: DC, two bands of AC for each component, and the last bit of DC.
    Progressive,
}

/// What a JPEG is to look like.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) samplings: Vec<Sampling>,
    pub(super) order: Order,
    /// Units between restart markers; 0 for none.
    pub(super) restart: usize,
    pub(super) coding: Coding,
}

/// The most blocks that a unit of several components may have.
const MOST_BLOCKS: usize = 10;

/// The divisor of every coefficient.
const STEP: i32 = 2;

/// The coefficients of a block, lowest frequency first.
type Block = [i32; 64];

/// The components of a scan and the part of their coefficients that it has.
struct Scan {
    components: Vec<usize>,
    band: RangeInclusive<usize>,
    /// Whether the scan only adds a bit to coefficients that an earlier scan began.
    refines: bool,
    /// Low bits that are left for a later scan.
    left: u32,
}

/// All blocks of a component, in whole units.
struct Plane {
    blocks_across: usize,
    blocks: Vec<Block>,
}

impl Layout {
    /// The largest horizontal sampling factor.
    pub(super) fn most_across(&self) -> usize {
        self.samplings.iter().map(|s| s.across).max().unwrap_or(1)
    }

    /// The largest vertical sampling factor.
    pub(super) fn most_down(&self) -> usize {
        self.samplings.iter().map(|s| s.down).max().unwrap_or(1)
    }

    /// Whether the standard allows it: a unit has at most ten blocks.
    pub(super) fn is_legal(&self) -> bool {
        self.scans().iter().all(|scan| {
            let blocks = scan.components.iter().map(|&c| self.samplings[c].blocks());
            scan.components.len() == 1 || blocks.sum::<usize>() <= MOST_BLOCKS
        })
    }

    fn units_across(&self) -> usize {
        self.width.div_ceil(8 * self.most_across())
    }

    fn units_down(&self) -> usize {
        self.height.div_ceil(8 * self.most_down())
    }

    fn scans(&self) -> Vec<Scan> {
        let all: Vec<usize> = (0..self.samplings.len()).collect();
        let apart = || all.iter().map(|&component| vec![component]).collect();
        let whole = |components| Scan {
            components,
            band: 0..=63,
            refines: false,
            left: 0,
        };
        let groups: Vec<Vec<usize>> = match self.order {
            Order::Together => vec![all],
            Order::Apart => apart(),
            Order::ChromaTogether => vec![vec![0], all[1..].to_vec()],
            Order::Progressive => return self.passes(&all),
        };

        groups.into_iter().map(whole).collect()
    }

    fn passes(&self, all: &[usize]) -> Vec<Scan> {
        let blocks: usize = self.samplings.iter().map(|s| s.blocks()).sum();
        let groups: Vec<Vec<usize>> = if blocks <= MOST_BLOCKS {
            vec![all.to_vec()]
        } else {
            all.iter().map(|&component| vec![component]).collect()
        };
        let dc = |refines, left| {
            groups.iter().map(move |components| Scan {
                components: components.clone(),
                band: 0..=0,
                refines,
                left,
            })
        };
        let ac = |band: RangeInclusive<usize>| {
            all.iter().map(move |&component| Scan {
                components: vec![component],
                band: band.clone(),
                refines: false,
                left: 0,
            })
        };

        dc(false, 1)
            .chain(ac(1..=5))
            .chain(ac(6..=63))
            .chain(dc(true, 0))
            .collect()
    }
}

impl Sampling {
    fn blocks(self) -> usize {
        self.across * self.down
    }
}

/// The file whose component `c` has the level `level(c, x, y)` at every pixel.
pub(super) fn write(layout: &Layout, level: impl Fn(usize, f32, f32) -> f32) -> Vec<u8> {
    let planes: Vec<Plane> = (0..layout.samplings.len())
        .map(|component| plane(layout, component, |x, y| level(component, x, y)))
        .collect();

    let mut file = vec![0xff, 0xd8];
    file.extend(colour_marker(layout));
    file.extend(marker(0xdb, &[&[0][..], &[STEP as u8; 64]].concat()));
    file.extend(start_of_frame(layout));
    file.extend(segment());
    if layout.restart > 0 {
        file.extend(marker(0xdd, &(layout.restart as u16).to_be_bytes()));
    }

    for scan in layout.scans() {
        file.extend(start_of_scan(&scan));
        ScanWriter::new(layout, &scan).write(&planes, &mut file);
    }

    file.extend([0xff, 0xd9]);
    file
}

fn marker(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() + 2) as u16;
    [&[0xff, kind][..], &length.to_be_bytes(), content].concat()
}

fn colour_marker(layout: &Layout) -> Vec<u8> {
    let transform = match (layout.samplings.len(), layout.coding) {
        (3 | 4, Coding::Plain) => 0,
        (4, Coding::LumaAndChroma) => 2,
        _ => return marker(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
    };
    marker(0xee, &[&b"Adobe\0\x64\0\0\0\0"[..], &[transform]].concat())
}

fn start_of_frame(layout: &Layout) -> Vec<u8> {
    let kind = if layout.order == Order::Progressive {
        0xc2
    } else {
        0xc0
    };
    let [h0, h1] = (layout.height as u16).to_be_bytes();
    let [w0, w1] = (layout.width as u16).to_be_bytes();
    let mut content = vec![8, h0, h1, w0, w1, layout.samplings.len() as u8];
    for (index, sampling) in layout.samplings.iter().enumerate() {
        let factors = (sampling.across << 4 | sampling.down) as u8;
        content.extend([index as u8 + 1, factors, 0]);
    }
    marker(kind, &content)
}

fn start_of_scan(scan: &Scan) -> Vec<u8> {
    let mut content = vec![scan.components.len() as u8];
    for &component in &scan.components {
        content.extend([component as u8 + 1, if component == 0 { 0 } else { 0x11 }]);
    }
    let high = if scan.refines { 0x10 } else { 0 };
    content.extend([
        *scan.band.start() as u8,
        *scan.band.end() as u8,
        high | scan.left as u8,
    ]);
    marker(0xda, &content)
}

/// Samples, transforms and quantises a component.
fn plane(layout: &Layout, component: usize, level: impl Fn(f32, f32) -> f32) -> Plane {
    let sampling = layout.samplings[component];
    let step_x = layout.most_across() as f32 / sampling.across as f32;
    let step_y = layout.most_down() as f32 / sampling.down as f32;
    let blocks_across = layout.units_across() * sampling.across;
    let blocks_down = layout.units_down() * sampling.down;
    let at = |index: usize, step: f32, size: usize| {
        ((index as f32 + 0.5) * step - 0.5).clamp(0.0, size as f32 - 1.0)
    };
    let block = |index: usize| {
        let left = index % blocks_across * 8;
        let top = index / blocks_across * 8;
        coefficients(|x, y| {
            level(
                at(left + x, step_x, layout.width),
                at(top + y, step_y, layout.height),
            )
        })
    };

    Plane {
        blocks_across,
        blocks: (0..blocks_across * blocks_down).map(block).collect(),
    }
}

/// `COSINES[u][x]`, with the norm of the transform.
static COSINES: LazyLock<[[f32; 8]; 8]> = LazyLock::new(|| {
    std::array::from_fn(|u| {
        let norm = if u == 0 { 0.125f32.sqrt() } else { 0.5 };
        std::array::from_fn(|x| norm * ((2 * x + 1) as f32 * u as f32 * PI / 16.0).cos())
    })
});

/// The column and row of each coefficient, lowest frequency first.
static ZIGZAG: LazyLock<Vec<[usize; 2]>> = LazyLock::new(|| {
    (0..15)
        .flat_map(|sum: usize| {
            let diagonal: Vec<[usize; 2]> = (0..8)
                .filter(|&u| sum >= u && sum - u < 8)
                .map(|u| [u, sum - u])
                .collect();
            if sum.is_multiple_of(2) {
                diagonal
            } else {
                diagonal.into_iter().rev().collect()
            }
        })
        .collect()
});

fn coefficients(level: impl Fn(usize, usize) -> f32) -> Block {
    let mut rows = [[0.0; 8]; 8];
    for (y, row) in rows.iter_mut().enumerate() {
        let levels: [f32; 8] = std::array::from_fn(|x| level(x, y) - 128.0);
        *row = COSINES.map(|cosines| cosines.iter().zip(levels).map(|(c, l)| c * l).sum());
    }

    std::array::from_fn(|index| {
        let [u, v] = ZIGZAG[index];
        let sum: f32 = (0..8).map(|y| COSINES[v][y] * rows[y][u]).sum();
        (sum / STEP as f32).round() as i32
    })
}

/// Writes the entropy-coded data of one scan.
struct ScanWriter<'a> {
    layout: &'a Layout,
    scan: &'a Scan,
    predictions: [i32; 4],
    bits: u32,
    count: u32,
    data: Vec<u8>,
}

impl<'a> ScanWriter<'a> {
    fn new(layout: &'a Layout, scan: &'a Scan) -> Self {
        Self {
            layout,
            scan,
            predictions: [0; 4],
            bits: 0,
            count: 0,
            data: Vec::new(),
        }
    }

    fn write(mut self, planes: &[Plane], file: &mut Vec<u8>) {
        for (index, unit) in self.units().into_iter().enumerate() {
            if self.layout.restart > 0 && index > 0 && index % self.layout.restart == 0 {
                let count = index / self.layout.restart - 1;
                self.fill();
                self.data.extend([0xff, 0xd0 + (count % 8) as u8]);
                self.predictions = [0; 4];
            }

            for place in unit {
                let plane = &planes[place.component];
                let block = &plane.blocks[place.row * plane.blocks_across + place.column];
                self.block(block, place.component);
            }
        }

        self.fill();
        file.extend(self.data);
    }

    /// The blocks of each unit, in the order of the file.
    fn units(&self) -> Vec<Vec<Place>> {
        let layout = self.layout;
        if let [component] = self.scan.components[..] {
            let sampling = layout.samplings[component];
            let across = blocks(layout.width, sampling.across, layout.most_across());
            let down = blocks(layout.height, sampling.down, layout.most_down());
            return (0..across * down)
                .map(|index| {
                    vec![Place {
                        component,
                        column: index % across,
                        row: index / across,
                    }]
                })
                .collect();
        }

        let across = layout.units_across();
        (0..across * layout.units_down())
            .map(|index| self.unit(index % across, index / across))
            .collect()
    }

    fn unit(&self, column: usize, row: usize) -> Vec<Place> {
        let places = |&component: &usize| {
            let sampling = self.layout.samplings[component];
            (0..sampling.blocks()).map(move |block| Place {
                component,
                column: column * sampling.across + block % sampling.across,
                row: row * sampling.down + block / sampling.across,
            })
        };
        self.scan.components.iter().flat_map(places).collect()
    }

    fn block(&mut self, block: &Block, component: usize) {
        let table = usize::from(component > 0);
        if *self.scan.band.start() == 0 {
            let dc = block[0] >> self.scan.left;
            if self.scan.refines {
                self.put(dc as u32 & 1, 1);
                return;
            }

            let difference = dc - self.predictions[component];
            self.predictions[component] = dc;
            let size = size(difference);
            self.symbol(table, size as u8);
            self.value(difference, size);
        }

        if *self.scan.band.end() > 0 {
            let start = (*self.scan.band.start()).max(1);
            self.run_lengths(&block[start..=*self.scan.band.end()], table + 2);
        }
    }

    fn run_lengths(&mut self, band: &[i32], table: usize) {
        let mut zeros = 0;
        for &coefficient in band {
            if coefficient == 0 {
                zeros += 1;
                continue;
            }

            while zeros > 15 {
                self.symbol(table, 0xf0);
                zeros -= 16;
            }
            let size = size(coefficient);
            self.symbol(table, (zeros << 4) | size as u8);
            self.value(coefficient, size);
            zeros = 0;
        }

        if zeros > 0 {
            self.symbol(table, 0);
        }
    }

    fn symbol(&mut self, table: usize, symbol: u8) {
        let code = CODES[table][usize::from(symbol)];
        self.put(code.bits, code.length);
    }

    fn value(&mut self, value: i32, size: u32) {
        let bits = if value < 0 { value - 1 } else { value };
        self.put(bits as u32 & ((1 << size) - 1), size);
    }

    fn put(&mut self, bits: u32, count: u32) {
        for index in (0..count).rev() {
            self.bits = self.bits << 1 | (bits >> index & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = self.bits as u8;
                self.data.push(byte);
                if byte == 0xff {
                    self.data.push(0);
                }
                self.bits = 0;
                self.count = 0;
            }
        }
    }

    fn fill(&mut self) {
        while self.count > 0 {
            self.put(1, 1);
        }
    }
}

/// A block of a component.
struct Place {
    component: usize,
    column: usize,
    row: usize,
}

/// Blocks along a side of a component that has a scan of its own.
fn blocks(side: usize, factor: usize, most: usize) -> usize {
    (side * factor).div_ceil(most).div_ceil(8)
}

/// Bits of a value without its sign.
fn size(value: i32) -> u32 {
    32 - value.unsigned_abs().leading_zeros()
}

/// A Huffman code.
#[derive(Clone, Copy, Default)]
struct Code {
    bits: u32,
    length: u32,
}

/// The codes of each symbol: DC of luma and of chroma, AC of luma and of chroma.
static CODES: LazyLock<[[Code; 256]; 4]> = LazyLock::new(|| {
    TABLES.each_ref().map(|table| {
        let mut codes = [Code::default(); 256];
        let mut bits = 0;
        let mut symbols = table.symbols.iter();
        for (index, &count) in table.lengths.iter().enumerate() {
            for symbol in symbols.by_ref().take(usize::from(count)) {
                let length = index as u32 + 1;
                codes[usize::from(*symbol)] = Code { bits, length };
                bits += 1;
            }
            bits <<= 1;
        }
        codes
    })
});
