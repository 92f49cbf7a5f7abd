const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/\S+ .*Safari\//, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

const LONGEST = 60;
/** No browser says more about itself; the patterns take their time with what somebody else may send. */
const READ = 512;

/** How a person recognises a device in the list of logins: `Firefox on Linux` for what a browser says about itself. */
export function deviceName(sent: string): string {
  const userAgent = sent.slice(0, READ);
  const browser = browsers.find(([sign]) => sign.test(userAgent))?.[1];
  const system = systems.find(([sign]) => sign.test(userAgent))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  if (browser) return browser;
  const program = userAgent
    .replace(/[^\x20-\x7e]/g, '')
    .split('/')[0]!
    .trim()
    .slice(0, LONGEST);
  return program === '' ? 'Unknown device' : program;
}
