import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { statusOf, transition, type Connection, type ConnectionEvent, type Effect } from './connection.ts';

/** A connection with a clock of its own. */
class Life {
  state: Connection = { type: 'idle' };
  now = 1_000_000;
  unit = 0.5;

  tell(event: ConnectionEvent): Effect[] {
    const { state, effects } = transition(this.state, event, { now: this.now, unit: this.unit });
    this.state = state;
    return effects;
  }

  token(lifetimeMs: number | null = 600_000): Effect[] {
    return this.tell({ type: 'token', token: 't', lifetimeMs });
  }

  toLive(): this {
    this.tell({ type: 'start' });
    this.token();
    this.tell({ type: 'opened' });
    this.tell({ type: 'welcomed' });
    expect(this.state.type).toBe('live');
    return this;
  }
}

const kinds = (effects: Effect[]) => effects.map((effect) => effect.type);
const timer = (effects: Effect[], name: string) =>
  effects.find((effect) => effect.type === 'setTimer' && effect.timer === name) as { ms: number } | undefined;

describe('the way to a live connection', () => {
  test('[S1] [S2] a token comes first, then the socket, then hello', () => {
    const life = new Life();
    expect(kinds(life.tell({ type: 'start' }))).toContain('refresh');
    expect(life.token()).toContainEqual({ type: 'open', token: 't' });
    expect(kinds(life.tell({ type: 'opened' }))).toEqual(['hello']);
    life.tell({ type: 'welcomed' });
    expect(life.state.type).toBe('live');
  });

  test('a handshake that takes more than ten seconds is given up', () => {
    const life = new Life();
    life.tell({ type: 'start' });
    expect(timer(life.token(), 'handshake')?.ms).toBe(10_000);
    expect(kinds(life.tell({ type: 'rang', timer: 'handshake' }))).toContain('drop');
    expect(life.state.type).toBe('waiting');
  });
});

describe('a socket that never opened', () => {
  function neverOpened(): Life {
    const life = new Life();
    life.tell({ type: 'start' });
    life.token();
    life.tell({ type: 'closed', code: 1006 });
    expect(life.state.type).toBe('waiting');
    expect(life.tell({ type: 'rang', timer: 'retry' })).toContainEqual({ type: 'refresh', failed: true });
    return life;
  }

  test('[K4] is followed by login.refresh, and 401 means signed out', () => {
    const life = neverOpened();
    life.tell({ type: 'loginOver' });
    expect(life.state).toEqual({ type: 'signedOut', reason: 'expired' });
  });

  test('[K4] is followed by login.refresh, and 503 means wait as long as it says', () => {
    const life = neverOpened();
    const effects = life.tell({ type: 'tokenLater', afterMs: 7_000 });
    expect(timer(effects, 'retry')?.ms).toBe(7_000);
  });

  test('[K4] is followed by login.refresh, and with a token it is tried again', () => {
    const life = neverOpened();
    expect(kinds(life.token())).toContain('open');
  });
});

describe('coming back', () => {
  test('[K1] backoff has full jitter between half a second and twenty seconds', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempt, unit) => {
        const ms = backoffMs(attempt, unit);
        return ms >= 500 && ms <= 20_000;
      }),
    );
    expect(backoffMs(0, 0.999)).toBeLessThan(1_001);
    expect(backoffMs(20, 0.999)).toBeGreaterThan(19_000);
    expect(backoffMs(20, 0)).toBe(500);
  });

  test('[K1] a server that is back within five seconds is found within one more', () => {
    const unit = fc.double({ min: 0, max: 0.999999, noNaN: true });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 20, maxLength: 20 }), fc.nat(5_000), (units, backAfterMs) => {
        const life = new Life().toLive();
        const lostAt = life.now;
        let effects = life.tell({ type: 'closed', code: 1006 });
        for (const next of units) {
          life.now += timer(effects, 'retry')!.ms;
          if (life.now - lostAt >= backAfterMs) break;
          life.unit = next;
          const tried = kinds(life.tell({ type: 'rang', timer: 'retry' }));
          effects = tried.includes('open')
            ? life.tell({ type: 'closed', code: 1006 })
            : life.tell({ type: 'tokenLater', afterMs: null });
        }
        return life.now - lostAt <= backAfterMs + 1_000;
      }),
    );
  });

  test('[K1] after ten tries each failure waits longer, and thirty stable seconds begin anew', () => {
    const life = new Life().toLive();
    life.unit = 0.999_999;
    const waits: number[] = [];
    for (let i = 0; i < 14; i++) {
      waits.push(timer(life.tell({ type: 'closed', code: 1006 }), 'retry')!.ms);
      life.tell({ type: 'rang', timer: 'retry' });
      if (life.state.type === 'refreshing') life.token();
      life.tell({ type: 'opened' });
      life.tell({ type: 'welcomed' });
    }
    expect(waits).toEqual([...Array.from({ length: 10 }, () => 1_000), 2_000, 4_000, 8_000, 16_000]);
    life.now += 30_000;
    expect(timer(life.tell({ type: 'closed', code: 1006 }), 'retry')!.ms).toBe(1_000);
  });

  test.each([1000, 1001, 1006, 1009, 1012, 4000, 4001, 4003, 4004, 4499])(
    '[S8] [F2] the client returns after %i',
    (code) => {
      const life = new Life().toLive();
      life.tell({ type: 'closed', code });
      expect(life.state.type).toBe('waiting');
    },
  );

  test.each([4500, 4501, 4503, 4504, 4999])('[S8] the client does not return after %i', (code) => {
    const life = new Life().toLive();
    life.tell({ type: 'closed', code });
    expect(life.state.type).toBe('stopped');
  });

  test('[A6] 4502 signs out', () => {
    const life = new Life().toLive();
    life.tell({ type: 'closed', code: 4502 });
    expect(life.state).toEqual({ type: 'signedOut', reason: 'revoked' });
  });

  test('[S6] 4002 asks for a new token before the next socket', () => {
    const life = new Life().toLive();
    life.tell({ type: 'closed', code: 4002 });
    expect(life.tell({ type: 'rang', timer: 'retry' })).toContainEqual({ type: 'refresh', failed: false });
  });

  test('[F3] what the server asked for is honoured when it closes, and the connection is used until then', () => {
    const life = new Life().toLive();
    life.tell({ type: 'askedToReconnect', afterMs: 4_000 });
    expect(life.state.type).toBe('live');
    life.now += 1_000;
    expect(timer(life.tell({ type: 'closed', code: 1012 }), 'retry')?.ms).toBe(3_000);
  });

  test('[F3] the client moves by itself when the server does not close', () => {
    const life = new Life().toLive();
    expect(timer(life.tell({ type: 'askedToReconnect', afterMs: 4_000 }), 'retry')?.ms).toBe(4_000);
    life.now += 4_000;
    expect(kinds(life.tell({ type: 'rang', timer: 'retry' }))).toEqual(expect.arrayContaining(['drop', 'open']));
  });

  test('a token that has nearly ended is renewed before it is used', () => {
    const life = new Life().toLive();
    life.tell({ type: 'offline' });
    life.now += 590_000;
    expect(kinds(life.tell({ type: 'online' }))).toContain('refresh');
  });
});

describe('a live connection', () => {
  test('[S7] thirty-five silent seconds end it, and every frame is a sign of life', () => {
    const life = new Life().toLive();
    life.now += 20_000;
    life.tell({ type: 'heard' });
    life.now += 15_000;
    expect(timer(life.tell({ type: 'rang', timer: 'silence' }), 'silence')?.ms).toBe(20_000);
    life.now += 20_000;
    expect(kinds(life.tell({ type: 'rang', timer: 'silence' }))).toContain('drop');
    expect(life.state.type).toBe('waiting');
  });

  test('a ping that is not answered within five seconds ends it', () => {
    const life = new Life().toLive();
    life.now += 1_000;
    expect(kinds(life.tell({ type: 'visible' }))).toContain('ping');
    life.now += 5_000;
    life.tell({ type: 'rang', timer: 'silence' });
    expect(life.state.type).toBe('waiting');
  });

  test('[S6] the token is renewed in band before it ends', () => {
    const life = new Life();
    life.tell({ type: 'start' });
    life.token(100_000);
    life.tell({ type: 'opened' });
    expect(timer(life.tell({ type: 'welcomed' }), 'token')?.ms).toBe(80_000);
    expect(kinds(life.tell({ type: 'rang', timer: 'token' }))).toContain('refresh');
    expect(life.tell({ type: 'token', token: 'new', lifetimeMs: 100_000 })).toContainEqual({
      type: 'auth',
      token: 'new',
    });
    expect(life.state.type).toBe('live');
  });

  test('the network’s end closes the socket, its return connects at once', () => {
    const life = new Life().toLive();
    expect(kinds(life.tell({ type: 'offline' }))).toContain('drop');
    expect(life.state.type).toBe('offline');
    expect(kinds(life.tell({ type: 'online' }))).toContain('open');
  });

  test('a person who does not want to wait need not', () => {
    const life = new Life().toLive();
    life.tell({ type: 'closed', code: 1006 });
    expect(kinds(life.tell({ type: 'retryNow' }))).toContain('open');
  });
});

const anyEvent: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  ...(
    ['start', 'stop', 'online', 'offline', 'visible', 'retryNow', 'opened', 'welcomed', 'heard', 'loginOver'] as const
  ).map((type) => fc.constant({ type })),
  fc.record({ type: fc.constant('token' as const), token: fc.string(), lifetimeMs: fc.option(fc.nat(700_000)) }),
  fc.record({ type: fc.constant('tokenLater' as const), afterMs: fc.option(fc.nat(60_000)) }),
  fc.record({ type: fc.constant('closed' as const), code: fc.constantFrom(1000, 1006, 1012, 4000, 4002, 4500, 4502) }),
  fc.record({ type: fc.constant('foreign' as const), version: fc.nat(20) }),
  fc.record({ type: fc.constant('askedToReconnect' as const), afterMs: fc.nat(60_000) }),
  fc.record({
    type: fc.constant('rang' as const),
    timer: fc.constantFrom('retry' as const, 'handshake' as const, 'silence' as const, 'token' as const),
  }),
);
const story = fc.array(fc.tuple(anyEvent, fc.nat(20_000)), { maxLength: 60 });

describe('whatever happens', () => {
  test('[K1] a client that wants to be connected always has something that will wake it', () => {
    fc.assert(
      fc.property(story, (events) => {
        const life = new Life();
        const timers = new Set<string>();
        let refreshing = false;
        for (const [event, ms] of events) {
          life.now += ms;
          if (event.type === 'rang') {
            if (!timers.delete(event.timer)) continue; // rings only when it was set
          }
          if (['token', 'tokenLater', 'loginOver'].includes(event.type)) refreshing = false;
          for (const effect of life.tell(event)) {
            if (effect.type === 'clearTimers') timers.clear();
            if (effect.type === 'setTimer') timers.add(effect.timer);
            if (effect.type === 'refresh') refreshing = true;
          }
          const { type } = life.state;
          if (type === 'refreshing') expect(refreshing).toBe(true);
          if (type === 'waiting') expect(timers).toContain('retry');
          if (type === 'connecting' || type === 'greeting') expect(timers).toContain('handshake');
          if (type === 'live') expect(timers).toContain('silence');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('there is never more than one socket, and none when there should be none', () => {
    fc.assert(
      fc.property(story, (events) => {
        const life = new Life();
        let sockets = 0;
        for (const [event, ms] of events) {
          life.now += ms;
          if (event.type === 'closed' && sockets === 0) continue;
          if (event.type === 'closed') sockets = 0;
          for (const effect of life.tell(event)) {
            if (effect.type === 'drop') sockets = 0;
            if (effect.type === 'open') sockets++;
            expect(sockets).toBeLessThanOrEqual(1);
          }
          const { type } = life.state;
          expect(sockets).toBe(type === 'connecting' || type === 'greeting' || type === 'live' ? 1 : 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('every state can be told to a person', () => {
    fc.assert(
      fc.property(story, fc.boolean(), (events, known) => {
        const life = new Life();
        for (const [event] of events) {
          life.tell(event);
          expect(statusOf(life.state, life.now, known).phase).toMatch(
            /^(connecting|live|reconnecting|offline|signedOut|stopped)$/,
          );
        }
      }),
    );
  });
});
