/*
 * Before each file of tests. What never comes should fail by its time, and nothing else: a busy machine takes seconds for what takes
 * an idle one milliseconds, and a query of the testing library gives up after one.
 */
if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: 20_000 });
}
export {};
