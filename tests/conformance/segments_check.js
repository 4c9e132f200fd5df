// Counts the segments of random texts with a public calculator and with textbank-tool, and holds one against the other.
//
//   NODE_PATH=... node segments_check.js TEXTBANK-TOOL COUNT
//
// One difference is known, and accepted where it can be told: the calculator keeps a whole grapheme cluster (a flag, a skin tone,
// a letter with its marks) out of a segment's end, where 3GPP TS 23.040 knows code units alone, of which only a surrogate
// pair must stay together.
'use strict';
const { spawnSync } = require('child_process');
const { SegmentedMessage } = require('sms-segments-calculator');

const [, , tool, wished] = process.argv;
const count = Number(wished);

let state = 20261103;
const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
};
const oneOf = (characters) => characters[Math.floor(chance() * characters.length)];

const basic = [
    ...'@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
        'abcdefghijklmnopqrstuvwxyzäöñüà\n\r',
];
const extension = [...'^{}\\[~]|€\f'];
const wide = [...'áíóúçÁÍÓ“”‘’–—…\u00a0жЖ你好あ'];
const pairs = [...'😀🗳👍🏽🇺🇸'];

function character(kind) {
    const roll = chance();
    switch (kind) {
    case 0:
        return oneOf(basic);
    case 1:
        return oneOf(roll < 0.15 ? extension : basic);
    case 2:
        return oneOf(roll < 0.02 ? wide : basic);
    case 3:
        return oneOf(roll < 0.3 ? wide : roll < 0.4 ? extension : basic);
    case 4:
        return oneOf(roll < 0.1 ? pairs : basic);
    default:
        return oneOf(roll < 0.5 ? extension : basic);
    }
}

function text() {
    const kind = Math.floor(chance() * 6);
    const length = Math.floor(chance() * chance() * 700);
    let made = '';
    for (let i = 0; i < length; ++i) {
        made += character(kind);
    }
    return made;
}

const texts = Array.from({ length: count }, text);
const run = spawnSync(tool, ['segments'], {
    input: texts.map((each) => JSON.stringify({ text: each })).join('\n') + '\n',
    maxBuffer: 1 << 30,
});
const answers = run.stdout.toString().trim().split('\n').map((line) => JSON.parse(line));
if (run.status !== 0 || answers.length !== count) {
    console.error(`${answers.length} answers to ${count} texts, status ${run.status}`);
    process.exit(1);
}

let known = 0;
let wrong = 0;
texts.forEach((each, i) => {
    const theirs = new SegmentedMessage(each);
    const isGsm = theirs.encodingName === 'GSM-7';
    const expected = {
        encoding: theirs.encodingName,
        units: theirs.messageSize / (isGsm ? 7 : 16),
        segments: each.length > 0 ? theirs.segmentsCount : 0,
    };
    const ours = answers[i];
    const same = (member) => ours[member] === expected[member];
    if (same('encoding') && same('units') && same('segments')) {
        return;
    }
    const hasClusters = theirs.graphemes.length < [...each].length;
    if (same('encoding') && same('units') && !isGsm && hasClusters && ours.segments < expected.segments) {
        ++known;
        return;
    }
    ++wrong;
    console.error(`${JSON.stringify(each)}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(ours)}`);
});
console.log(`${count} texts counted alike but for ${known} with clusters at a segment's end, ${wrong} wrong`);
process.exit(wrong === 0 && count > 0 ? 0 : 1);
