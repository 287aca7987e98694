/**
 * The door against whatever happens at once: calls that overlap, locks under them, accounts that change. Whoever
 * is at work has typed their passphrase since the last lock; whoever handed the laptop over, once more.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account, laptop } from './kit.ts';

const NAMES = ['ana', 'ben'] as const;
type Name = (typeof NAMES)[number];
/** What each is let in with, one after another. */
const WORDS = ['first words', 'second words'];

type Step =
  | { readonly do: 'sign-in' | 'take-back'; readonly name: Name; readonly word: number; readonly of: Name }
  | { readonly do: 'lock' | 'hand-over' | 'wait' }
  | { readonly do: 'pass'; readonly ms: number; readonly asleep: boolean }
  | { readonly do: 'configure'; readonly name: Name; readonly word: number | null };

const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom(0, 0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sign-in' as const), name, word, of: name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take-back' as const), name, word, of: name }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('hand-over' as const, 'wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lock' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(400_000), asleep: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('configure' as const), name, word: fc.constantFrom(0, 1, null) }),
  },
);
/** A step, and how many turns of the loop pass before the next one. */
const steps = fc.array(fc.tuple(step, fc.nat(3)), { minLength: 6, maxLength: 30 });

const phrase = (of: Name, at: number) => `${of} ${WORDS[at]}`;
const verified = new Map(
  NAMES.flatMap((of) => WORDS.map((_, at) => [phrase(of, at), account(phrase(of, at))] as const)),
);

test(
  'however calls overlap, nobody is at work who has not typed their passphrase since',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const words: Record<Name, number | null> = { ana: 0, ben: 0 };
        const inForce = () =>
          Object.fromEntries(
            NAMES.flatMap((of) => {
              const at = words[of];
              return at === null ? [] : [[of, verified.get(phrase(of, at))] as const];
            }),
          );
        const one = laptop({ accounts: inForce() });
        const { door, clock } = one;
        let now = 0;
        let locked = 0;
        let handedOver = 0;
        const typed: Record<Name, { signIn: number; takeBack: number }> = {
          ana: { signIn: -1, takeBack: -1 },
          ben: { signIn: -1, takeBack: -1 },
        };
        const look = () => {
          const who = door.atWork()?.account;
          if (who !== 'ana' && who !== 'ben') return;
          const { signIn, takeBack } = typed[who];
          expect(signIn).toBeGreaterThan(locked);
          if (handedOver > signIn) expect(takeBack).toBeGreaterThan(handedOver);
        };
        const asked: Promise<unknown>[] = [];
        for (const [each, turns] of all) {
          now += 1;
          switch (each.do) {
            case 'sign-in': {
              const owners = door.ownersTurn() !== null;
              if (!owners) locked = now - 0.5;
              if (!owners && each.of === each.name && words[each.name] === each.word) typed[each.name].signIn = now;
              asked.push(door.signIn(each.name, phrase(each.of, each.word), false));
              break;
            }
            case 'take-back': {
              const by = door.ownersTurn()?.by.account;
              if (each.of === by && words[each.of] === each.word) typed[each.of].takeBack = now;
              asked.push(door.takeBack(phrase(each.of, each.word)));
              break;
            }
            case 'lock':
              locked = now;
              door.lock('asked');
              break;
            case 'hand-over':
              if (door.beginOwnersTurn(null, 'survey')) handedOver = now;
              break;
            case 'pass':
              clock.pass(each.ms);
              if (each.asleep) {
                clock.setWall(clock.wall() + 600_000);
                locked = now;
              }
              door.tick();
              break;
            case 'configure': {
              if (words[each.name] !== each.word) typed[each.name] = { signIn: -1, takeBack: -1 };
              words[each.name] = each.word;
              one.configure(inForce());
              break;
            }
            case 'wait':
              await Promise.all(asked);
          }
          look();
          for (let turn = 0; turn < turns; turn += 1) {
            await new Promise((resolve) => void setImmediate(resolve));
            look();
          }
        }
        await Promise.all(asked);
        look();
        // Whoever is locked out has left no key behind.
        const held = door.held()?.keys;
        door.lock('asked');
        expect([door.held(), held?.privateKeys() ?? []]).toEqual([null, []]);
        one.store.close();
      }),
      { numRuns: 60 },
    );
  },
);
