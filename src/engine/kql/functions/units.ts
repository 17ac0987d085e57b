import { semantic } from '../plan/scope.ts';
import { boundFunction, constantText, type FunctionEntry, jsFunction, sqlFunction } from './entry.ts';

type Factors = Readonly<Record<string, number>>;
const foot = 0.3048;
const surveyFoot = 1200 / 3937;
const astronomicalUnit = 1.495978707e11;

const pound = 0.45359237;

/** Each unit in metres, where its definition is exact or agreed. */
const lengths: Factors = {
  Angstrom: 1e-10,
  AstronomicalUnit: astronomicalUnit,
  Centimeter: 1e-2,
  Chain: 20.1168,
  Decameter: 10,
  Decimeter: 0.1,
  Fathom: 1.8288,
  Foot: foot,
  Hand: 0.1016,
  Hectometer: 100,
  Inch: 0.0254,
  Kilometer: 1000,
  Meter: 1,
  Microinch: 2.54e-8,
  Micrometer: 1e-6,
  Mil: 2.54e-5,
  Mile: 1609.344,
  Millimeter: 1e-3,
  Nanometer: 1e-9,
  NauticalMile: 1852,
  UsSurveyFoot: surveyFoot,
  Yard: 0.9144,
};
/** Each unit in radians. */
const angles: Factors = {
  Arcminute: Math.PI / 10800,
  Arcsecond: Math.PI / 648000,
  Centiradian: 1e-2,
  Deciradian: 0.1,
  Degree: Math.PI / 180,
  Gradian: Math.PI / 200,
  Microdegree: Math.PI / 1.8e8,
  Microradian: 1e-6,
  Millidegree: Math.PI / 180000,
  Milliradian: 1e-3,
  Nanodegree: Math.PI / 1.8e11,
  Nanoradian: 1e-9,
  NatoMil: Math.PI / 3200,
  Radian: 1,
  Revolution: 2 * Math.PI,
};
/** Each unit in kilograms. */
const masses: Factors = {
  Centigram: 1e-5,
  Decagram: 1e-2,
  Decigram: 1e-4,
  Grain: 6.479891e-5,
  Gram: 1e-3,
  Hectogram: 0.1,
  Kilogram: 1,
  Kilopound: 1000 * pound,
  Kilotonne: 1e6,
  LongHundredweight: 112 * pound,
  LongTon: 2240 * pound,
  Megapound: 1e6 * pound,
  Megatonne: 1e9,
  Microgram: 1e-9,
  Milligram: 1e-6,
  Nanogram: 1e-12,
  Ounce: pound / 16,
  Pound: pound,
  ShortHundredweight: 100 * pound,
  ShortTon: 2000 * pound,
  Stone: 14 * pound,
  Tonne: 1000,
};
const btu = 1055.05585262;
/** Each unit in joules; those whose size is not agreed (electronvolts, foot-pounds, therms) are left out. */
const energies: Factors = {
  BritishThermalUnit: btu,
  KilobritishThermalUnit: 1e3 * btu,
  MegabritishThermalUnit: 1e6 * btu,
  GigabritishThermalUnit: 1e9 * btu,
  Calorie: 4.184,
  Kilocalorie: 4184,
  Megacalorie: 4.184e6,
  Erg: 1e-7,
  Millijoule: 1e-3,
  Joule: 1,
  Kilojoule: 1e3,
  Megajoule: 1e6,
  Gigajoule: 1e9,
  WattHour: 3600,
  KilowattHour: 3.6e6,
  MegawattHour: 3.6e9,
  GigawattHour: 3.6e12,
  TerawattHour: 3.6e15,
  WattDay: 86_400,
  KilowattDay: 8.64e7,
  MegawattDay: 8.64e10,
  GigawattDay: 8.64e13,
  TerawattDay: 8.64e16,
};
const kilogramForce = 9.80665;
/** Each unit in newtons. */
const forces: Factors = {
  Decanewton: 10,
  Dyn: 1e-5,
  KilogramForce: kilogramForce,
  Kilonewton: 1e3,
  KiloPond: kilogramForce,
  KilopoundForce: 1000 * pound * kilogramForce,
  Meganewton: 1e6,
  Micronewton: 1e-6,
  Millinewton: 1e-3,
  Newton: 1,
  OunceForce: (pound * kilogramForce) / 16,
  Poundal: pound * foot,
  PoundForce: pound * kilogramForce,
  ShortTonForce: 2000 * pound * kilogramForce,
  TonneForce: 1000 * kilogramForce,
};
/** Each unit in cubic metres. Feet, gallons and their like are left out: the service rounds their sizes. */
const volumes: Factors = {
  AcreFoot: 1 / 0.000810714,
  Centiliter: 1e-5,
  CubicCentimeter: 1e-6,
  CubicDecimeter: 1e-3,
  CubicHectometer: 1e6,
  CubicKilometer: 1e9,
  CubicMeter: 1,
  CubicMicrometer: 1e-18,
  CubicMillimeter: 1e-9,
  Decaliter: 1e-2,
  Deciliter: 1e-4,
  HectocubicMeter: 100,
  Hectoliter: 0.1,
  KilocubicMeter: 1e3,
  Kiloliter: 1,
  Liter: 1e-3,
  Megaliter: 1e3,
  Microliter: 1e-9,
  Milliliter: 1e-6,
};
const seconds: Factors = { Hour: 3600, Minute: 60, Second: 1 };
/** Each unit in metres a second. */
const speeds: Factors = Object.fromEntries([
  ...[
    'Centimeter',
    'Decimeter',
    'Foot',
    'Inch',
    'Kilometer',
    'Meter',
    'Micrometer',
    'Mile',
    'Millimeter',
    'Nanometer',
    'UsSurveyFoot',
    'Yard',
  ].flatMap((unit) =>
    Object.entries(seconds).map(([time, size]) => [`${unit}Per${time}`, (lengths[unit] ?? 0) / size] as const),
  ),
  ['Knot', 1852 / 3600] as const,
]);
/** Each scale as kelvin = value * factor + offset. */
const temperatures: Readonly<Record<string, readonly [number, number]>> = {
  Kelvin: [1, 0],
  DegreeCelsius: [1, 273.15],
  MillidegreeCelsius: [1e-3, 273.15],
  DegreeDelisle: [-2 / 3, 373.15],
  DegreeFahrenheit: [5 / 9, 459.67 * (5 / 9)],
  DegreeNewton: [100 / 33, 273.15],
  DegreeRankine: [5 / 9, 0],
  DegreeReaumur: [1.25, 273.15],
  DegreeRoemer: [40 / 21, 273.15 - 7.5 * (40 / 21)],
};

const real = (value: number): string => `CAST('${value}' AS DOUBLE)`;
const converter = (
  name: string,
  example: string,
  sqlOf: (value: string, from: string, to: string) => string | undefined,
): FunctionEntry =>
  boundFunction([name], example, ([value, fromUnit, toUnit], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${name}() needs a value and two units`);
    const from = constantText(call, fromUnit, 'The unit');
    const to = constantText(call, toUnit, 'The unit');
    const entry = sqlFunction({
      names: [name],
      args: ['real'],
      result: 'real',
      sql: (number) => {
        const sql = sqlOf(number, from, to);
        if (sql === undefined)
          throw semantic(call.query, call.node, `${name}() knows no such unit as ${from} or ${to}`);
        return sql;
      },
      example,
    });
    return entry.bind([value], call);
  });
const byFactor = (factors: Factors) => (value: string, from: string, to: string) => {
  const [a, b] = [factors[from], factors[to]];
  return a === undefined || b === undefined ? undefined : `(${value} * ${real(a)} / ${real(b)})`;
};

const sizes = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
/** A size in bytes under the greatest unit that it reaches, or under the unit that is asked for, rounded. */
const formatBytes = (size: number, precision = 0n, unit = ''): string => {
  const asked = sizes.indexOf(unit);
  if (size < 0 || !Number.isFinite(size) || (unit !== '' && asked < 0) || precision < 0n || precision > 15n)
    throw new Error('format_bytes() of this size, precision or unit is not supported');
  const reached = sizes.findLastIndex((_, power) => size >= 1024 ** power);
  const power = unit === '' ? Math.max(0, reached) : asked;
  const scale = 10 ** Number(precision);
  const scaled = (size / 1024 ** power) * scale;
  if (Math.abs(scaled % 1) === 0.5) throw new Error('format_bytes() half way between two values is not supported');
  return `${Math.round(scaled) / scale} ${sizes[power]}`;
};

export const unitFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['format_bytes'],
    args: ['real', 'long', 'text'],
    optional: 2,
    result: 'string',
    run: formatBytes,
    example: 'format_bytes(20010332, 2)',
  }),
  converter('convert_length', "convert_length(1.2, 'Meter', 'Foot')", byFactor(lengths)),
  converter('convert_angle', "convert_angle(1.2, 'Degree', 'Arcminute')", byFactor(angles)),
  converter('convert_mass', "convert_mass(1.2, 'Kilogram', 'Pound')", byFactor(masses)),
  converter('convert_energy', "convert_energy(1.2, 'Joule', 'Calorie')", byFactor(energies)),
  converter('convert_force', "convert_force(1.2, 'Newton', 'Decanewton')", byFactor(forces)),
  converter('convert_volume', "convert_volume(1.2, 'CubicMeter', 'Liter')", byFactor(volumes)),
  converter('convert_speed', "convert_speed(1.2, 'MeterPerSecond', 'Knot')", byFactor(speeds)),
  converter('convert_temperature', "convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", (value, from, to) => {
    const [a, b] = [temperatures[from], temperatures[to]];
    return a && b && `((${value} * ${real(a[0])} + ${real(a[1])} - ${real(b[1])}) / ${real(b[0])})`;
  }),
];
