export type Place = { latitude: number; longitude: number };

const earthRadiusMetres = 6_371_000;

/** As the crow flies, by the haversine formula: exact to half a percent, also between places that are close. */
export function metresBetween(from: Place, to: Place): number {
  const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
  const half = (a: number, b: number) => Math.sin((b - a) / 2) ** 2;
  const share =
    half(fromLatitude, toLatitude) +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * half(radians(from.longitude), radians(to.longitude));
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(share)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
