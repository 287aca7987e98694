/** A report's bytes as a central endpoint takes them: sealed to the key of this device's enrollment. */
import { CompactEncrypt, importJWK } from 'jose';
import { readEnrollment } from '../../../../src/desk/store/device-records.ts';
import { feedbackOf } from '../../central/payloads.ts';
import type { DeviceUnderTest } from './device-under-test.ts';

export async function sealed(from: DeviceUnderTest, satisfaction: number): Promise<string> {
  const key = readEnrollment(from.store.records)?.sealingKey;
  if (key === undefined) throw new Error('not enrolled');
  return new CompactEncrypt(Buffer.from(JSON.stringify(feedbackOf(satisfaction))))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key.kid })
    .encrypt(await importJWK(key, 'ECDH-ES'));
}
