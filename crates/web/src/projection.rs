//! From degrees to the paper: the Equal Earth projection, which shows every country at its true size, on a sheet of fixed
//! width. The coastline is drawn with it once, the posts each time a map is asked for. It knows no posts.

/// How wide the sheet is; the coastline has whole numbers on it.
pub const WIDTH: f64 = 4_000.0;
/// How high the sheet is, from pole to pole.
pub const HEIGHT: f64 = 1_947.0;

/// How far the equator reaches to either side, and the pole up, in the projection's own measure.
const REACH: f64 = 2.706_629_7;
const RISE: f64 = 1.317_3;

/// Where a place is on the sheet, from its left and upper edges.
pub fn project(latitude: f64, longitude: f64) -> (f64, f64) {
    // Šavrič, Patterson and Jenny, The Equal Earth map projection, 2018, equations 7 to 9.
    let (a1, a2, a3, a4) = (1.340_264, -0.081_106, 0.000_893, 0.003_796);
    let root = 3.0_f64.sqrt();
    let t = (root / 2.0 * latitude.to_radians().sin()).asin();
    let slope = 9.0 * a4 * t.powi(8) + 7.0 * a3 * t.powi(6) + 3.0 * a2 * t.powi(2) + a1;
    let x = 2.0 * root * longitude.to_radians() * t.cos() / (3.0 * slope);
    let y = a4 * t.powi(9) + a3 * t.powi(7) + a2 * t.powi(3) + a1 * t;
    let scale = WIDTH / 2.0 / REACH;
    (WIDTH / 2.0 + x * scale, (RISE - y) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_fills_the_sheet_and_no_more() {
        let (x, y) = project(0.0, 0.0);
        assert!((x - WIDTH / 2.0).abs() < 0.01 && (y - HEIGHT / 2.0).abs() < 1.0, "{x} {y}");
        let ((left, _), (right, _)) = (project(0.0, -180.0), project(0.0, 180.0));
        assert!(left.abs() < 0.01 && (right - WIDTH).abs() < 0.01, "{left} {right}");
        let ((_, top), (_, bottom)) = (project(90.0, 0.0), project(-90.0, 0.0));
        assert!(top.abs() < 1.0 && (bottom - HEIGHT).abs() < 1.0, "{top} {bottom}");
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let ((lisbon, south), (helsinki, north)) = (project(38.72, -9.14), project(60.17, 24.94));
        assert!(lisbon < helsinki && north < south);
    }
}
