import { configure } from '@testing-library/react';

/*
 * Before each file of tests. What never comes should fail by its time, and nothing else: a busy machine takes seconds for what takes
 * an idle one milliseconds, and a query of the testing library gives up after one.
 */
configure({ asyncUtilTimeout: 20_000 });
