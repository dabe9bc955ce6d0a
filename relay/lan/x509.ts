// Certificates of the two kinds that a relay on a local network needs (RFC 5280): an authority that people trust by hand, and what it signs for this
// machine. ECDSA over P-256 with SHA-256, which every platform of the last ten years takes. Decides nothing: names, ranges and times come in.

import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { generateKeyPairSync, hash, randomBytes, sign, type KeyObject, type X509Certificate } from "node:crypto";

/** RFC 5758: ecdsa-with-SHA256. */
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const SERIAL_BYTES = 16;

export type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/** What a certificate stands for, or what an authority may sign: host names, and addresses or ranges (`10.0.0.0/8`). */
export type Names = { readonly hosts: readonly string[]; readonly addresses: readonly string[] };

export type Period = { readonly notBefore: Date; readonly notAfter: Date };

export const makeKeyPair = (): KeyPair => generateKeyPairSync("ec", { namedCurve: "P-256" });

/** Signs with its own key, for `permitted` names only and for no further authority. In DER. */
export function makeAuthorityCertificate(commonName: string, keys: KeyPair, permitted: Names, period: Period): Uint8Array {
  const name = nameOf(commonName);
  const subtrees = generalNames(permitted).map((base) => new GeneralSubtree({ base }));
  return makeCertificate(name, name, keys.publicKey, keys.privateKey, period, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
    extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) }), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(keys.publicKey))),
  ]);
}

/** Signs with its own key, for whoever knows its hash. In DER. */
export const makeBareCertificate = (commonName: string, keys: KeyPair, period: Period): Uint8Array =>
  makeCertificate(nameOf(commonName), nameOf(commonName), keys.publicKey, keys.privateKey, period, []);

/** For a server that goes by `names`. In DER. */
export function makeServerCertificate(
  commonName: string,
  publicKey: KeyObject,
  names: Names,
  period: Period,
  authority: { readonly certificate: X509Certificate; readonly key: KeyObject },
): Uint8Array {
  const issuer = AsnConvert.parse(authority.certificate.raw, Certificate).tbsCertificate.subject;
  const issuerKey = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier(authority.certificate.publicKey)) });
  return makeCertificate(nameOf(commonName), issuer, publicKey, authority.key, period, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(generalNames(names))),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(publicKey))),
    extension(id_ce_authorityKeyIdentifier, issuerKey),
  ]);
}

/** The names that an authority may sign; none when it is free to sign any. */
export function permittedNames(certificate: X509Certificate): Names {
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  const found = extensions?.find(({ extnID }) => extnID === id_ce_nameConstraints);
  const subtrees = found === undefined ? [] : [...(AsnConvert.parse(found.extnValue.buffer, NameConstraints).permittedSubtrees ?? [])];
  return {
    hosts: subtrees.flatMap(({ base }) => base.dNSName ?? []),
    addresses: subtrees.flatMap(({ base }) => base.iPAddress ?? []),
  };
}

function makeCertificate(
  subject: Name,
  issuer: Name,
  publicKey: KeyObject,
  signingKey: KeyObject,
  period: Period,
  extensions: Extension[],
): Uint8Array {
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: signatureAlgorithm,
    issuer,
    validity: new Validity(period),
    subject,
    subjectPublicKeyInfo: publicKeyInfo(publicKey),
    extensions: new Extensions(extensions),
  });
  const signature = sign("sha256", new Uint8Array(AsnConvert.serialize(tbsCertificate)), signingKey);
  return new Uint8Array(
    AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue: toArrayBuffer(signature) })),
  );
}

function nameOf(commonName: string): Name {
  const attribute = new AttributeTypeAndValue({ type: COMMON_NAME, value: new AttributeValue({ utf8String: commonName }) });
  return new Name([new RelativeDistinguishedName([attribute])]);
}

const generalNames = ({ hosts, addresses }: Names): GeneralName[] => [
  ...hosts.map((dNSName) => new GeneralName({ dNSName })),
  ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
];

const extension = (extnID: string, value: unknown, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

const publicKeyInfo = (key: KeyObject): SubjectPublicKeyInfo =>
  AsnConvert.parse(key.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo);

/** RFC 7093, method 1: the first 20 bytes of SHA-256 of the key's bits. */
const keyIdentifier = (key: KeyObject): ArrayBuffer =>
  toArrayBuffer(hash("sha256", new Uint8Array(publicKeyInfo(key).subjectPublicKey), "buffer").subarray(0, 20));

/** Positive and not zero, as RFC 5280 asks. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return toArrayBuffer(bytes);
}

const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
