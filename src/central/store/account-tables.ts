/** Tables of those who sign in at inspectors' laptops. */
import type { ColumnType } from 'kysely';
import type { HandoverOrder } from '../../shared/wire/handover.ts';
import type { Json } from './tables.ts';

/** Every name an account ever had: it is not given twice. Whoever is in force stands in `settings`. */
export interface AccountTable {
  name: string;
  made_at: Date;
  revoked_at: Date | null;
  /** Of a revoked one: person, agency, roles and last day; never a verifier. */
  about: ColumnType<unknown, string | null, string | null>;
}

/** What one account wrote on one device is to go to another. */
export interface HandoverOrderTable {
  device_id: string;
  id: string;
  from_account: string;
  to_account: string;
  ordered_at: Date;
  /** When the device first answered. */
  offered_at: Date | null;
  /** The X25519 key, as a JWK's `x`, that `keys` are sealed to. */
  public_key: string | null;
  keys: Json<HandoverOrder['keys']>;
  done_at: Date | null;
  withdrawn_at: Date | null;
}
