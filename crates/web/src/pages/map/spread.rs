//! Setting dots apart: each goes where its city is, or to the nearest place where it covers no other. What a dot means is
//! not known here.

/// A part of the sheet, and how high a dot on it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) dot: f64,
}

/// Where a dot stands, and where its city is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) x: i32,
    pub(crate) y: i32,
    home: (i32, i32),
}

/// A dot carries a glyph and a code, so it is wider than high.
pub(crate) const WIDER: f64 = 2.7;
/// How far from its city a dot may stand, in dots.
const FAR: i32 = 14;

impl Sheet {
    pub(crate) fn holds(&self, x: f64, y: f64) -> bool {
        (self.left..self.left + self.width).contains(&x) && (self.top..self.top + self.height).contains(&y)
    }

    /// The part of the sheet as SVG names it.
    pub(crate) fn seen(&self) -> String {
        format!("{} {} {} {}", self.left, self.top, self.width, self.height)
    }

    /// A dot's left and upper edge, its width and its height, around its middle; a little less than it takes.
    pub(crate) fn measures(&self) -> [String; 4] {
        let (wide, high) = (self.dot * WIDER * 0.97, self.dot * 0.95);
        [-wide / 2.0, -high / 2.0, wide, high].map(|units| format!("{units:.1}"))
    }

    /// A line around it.
    pub(crate) fn frame(&self) -> String {
        format!("M{} {}h{}v{}h-{}z", self.left, self.top, self.width, self.height, self.width)
    }
}

impl Spot {
    /// Whether it stands so far from its city that a line has to lead there.
    pub(crate) fn moved(&self, sheet: &Sheet) -> bool {
        let (x, y) = (self.x - self.home.0, self.y - self.home.1);
        f64::from(x).hypot(f64::from(y)) > sheet.dot * 0.6
    }

    pub(crate) fn leader(&self) -> String {
        format!("M{} {}L{} {}", self.home.0, self.home.1, self.x, self.y)
    }
}

/// A place for each dot; none for a dot for which there is no room near its city.
pub(crate) fn apart(sheet: &Sheet, homes: &[(f64, f64)]) -> Vec<Option<Spot>> {
    let (high, wide) = (sheet.dot, sheet.dot * WIDER);
    let ways = ways(high);
    let mut order: Vec<usize> = (0..homes.len()).collect();
    // From the middle outwards, so that a crowd gives way to where there is room.
    let middle = centre(homes);
    let far = |place: &usize| homes.get(*place).map_or(0.0, |(x, y)| (x - middle.0).hypot(y - middle.1));
    order.sort_by(|one, other| far(one).total_cmp(&far(other)));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut spots = vec![None; homes.len()];
    for place in order {
        let Some((x, y)) = homes.get(place).copied() else { continue };
        let inside = |(x, y): (f64, f64)| {
            x >= sheet.left + wide / 2.0
                && x <= sheet.left + sheet.width - wide / 2.0
                && y >= sheet.top + high / 2.0
                && y <= sheet.top + sheet.height - high / 2.0
        };
        let free = |at: &(f64, f64)| {
            inside(*at)
                && taken.iter().all(|other| (at.0 - other.0).abs() >= wide || (at.1 - other.1).abs() >= high)
        };
        // A city at the edge has its dot moved in; from there it looks for room like any other.
        let x = x.clamp(sheet.left + wide / 2.0, sheet.left + sheet.width - wide / 2.0);
        let y = y.clamp(sheet.top + high / 2.0, sheet.top + sheet.height - high / 2.0);
        if let Some(at) = ways.iter().map(|(right, down)| (x + right, y + down)).find(free) {
            taken.push(at);
            let home = homes.get(place).map_or((0, 0), |(x, y)| (whole(*x), whole(*y)));
            if let Some(spot) = spots.get_mut(place) {
                *spot = Some(Spot { x: whole(at.0), y: whole(at.1), home });
            }
        }
    }
    spots
}

fn centre(homes: &[(f64, f64)]) -> (f64, f64) {
    let many = f64::from(u32::try_from(homes.len()).unwrap_or(u32::MAX).max(1));
    let (x, y) = homes.iter().fold((0.0, 0.0), |sum, home| (sum.0 + home.0, sum.1 + home.1));
    (x / many, y / many)
}

/// Ways to go from a place, the shortest first.
fn ways(high: f64) -> Vec<(f64, f64)> {
    let step = high / 2.0;
    let mut ways: Vec<(f64, f64)> = (-FAR..=FAR)
        .flat_map(|right| (-FAR..=FAR).map(move |down| (f64::from(right) * step, f64::from(down) * step)))
        .collect();
    ways.sort_by(|one, other| one.0.hypot(one.1).total_cmp(&other.0.hypot(other.1)));
    ways
}

#[expect(clippy::cast_possible_truncation, reason = "a sheet is a few thousand units wide")]
fn whole(units: f64) -> i32 {
    units.round() as i32
}
