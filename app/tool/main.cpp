#include "app/tool/AuditVerb.h"
#include "app/tool/StaffVerb.h"
#include "app/tool/Verbs.h"

#include <QCoreApplication>
#include <QFile>
#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kHelp = R"(usage: textbank-tool VERB < questions.jsonl > answers.jsonl
       textbank-tool audit verify FILE... [--key HEX] [--unsigned gateway|any]
       textbank-tool staff VERB --server URL --email ADDRESS [options] > answers.jsonl

Answers one JSON object per line with one JSON object per line, in order.

  segments  {"text"} -> {"encoding", "units", "segments", "remaining"}
  phone     {"raw", "region"?} -> {"valid", "e164", "region", "type"} or {"valid", "reason"}
  render    {"template", "fields"} -> {"text"} or {"error", "field", "position"}
  optout    {"text"} -> {"tier": "certain"|"phrase"|"likely"|"none", "words"}: by keywords and phrases alone, as the gateway
            reads; the desk asks the model too, see classify
  classify  {"text"} -> {"intent", "confidence", "tier", "language": "en"|"es"|"mix", "because"}
  check     {"text", "state"?, "policy"?, "kind"?: "firstMessage"|"reply"} -> {"findings": [{"check", "level": "block"|"warn",
            "position", "length", "wanted"?, "mend"?: {"position", "length", "text"}}], "blocked"}
  window    {"phone" or, of a number that nobody is shown, "zones": ["America/Denver", ...], "zip"?, "state"?, "at",
            "open"?, "close"?, "policy"?} -> {"zones", "allowed", "reason", "opens", "closes",
            "state"?: whose narrower hours decide, "holiday"?, "detail"?: what is wrong with the policy}

A line that cannot be read gets {"error": "malformed", "detail"}. "open" and "close" are HH:MM for every day of the week,
instead of the policy's week; "policy" is that of a campaign, with the listed hours of states where it names none (without
one only the built-in week counts). "reason" is open, too_early, too_late, day_closed, holiday,
no_common_window, no_location, other_country, military_address, no_such_zip, zip_not_in_state, policy_fault, no_zone_data.

audit verify checks exported records (textbank-gateway export audit --format jsonl, or "Save the record" in Textbank)
without a gateway and names the first record that was changed, removed, reordered, duplicated or cut off: a sentence on
standard error, JSON on standard output. A gateway's and a device's file given together are held against each other: the
checkpoints that the gateway took, the key with which the device joined, and whether the gateway knows the device and
this record of it. --key is the device's public key as the gateway's record has it; what holds no device's record is not
sound by it. Without either, a device's record is sound by the key that it names itself.
Exit status: 0 sound: all fits, and every record's end is signed; 1 not sound; 2 not understood; 3 all fits, but there is
a record that nobody signed, which anybody can have made anew ("verdict": "unsigned"). No gateway signs its own: --unsigned
gateway makes that status 0 where every device's record is signed, --unsigned any in any case.

staff asks a Spoke server what staff may ask there, and prints an object a line; sentences go to standard error. The password
is asked for on the terminal, or taken from TEXTBANK_STAFF_PASSWORD. All but optouts need a Supervolunteer there.
  campaigns      [--archived]: contacts, texted, waiting, for each
  figures        --campaign ID: also sent, received, opt-outs, errors, and what each texter has unmessaged and unreplied
  conversations  [--campaign ID] [--texter ID|nobody: who holds them | --wrote ID: who wrote] [--stage needsFirstMessage|
                 messaged|needsReply|replied|closed] [--opted-out yes|no] [--text WORDS: just so, capitals too] [--from N]
                 [--limit 50]: newest contacts first; without --campaign those of all that are not archived
  people         id, name, address and role of everybody
  reassign       --campaign ID --contact ID[,ID...] --to ID|nobody: moves these conversations and no other, then reads
                 back who holds them
  optouts        every opt-out of the organisation; needs an Admin
  optout         --campaign ID --contact ID [--reason TEXT]: in the whole organisation, without a text, read back. There is
                 no way back
Each takes --organisation ID for who belongs to several. Exit status: 0 done, 1 not done or not all of it, also where the
server has more than the 10,000 that are shown or the output could not be written; 2 not understood.

  --help     this text
  --version  the version
)";

int answerAll(const textbank::Verb& verb)
{
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly)) {
        return 1;
    }
    // Standard input may be a pipe that is still being written: an empty read is its end.
    for (auto line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        while (line.endsWith('\n') || line.endsWith('\r')) {
            line.chop(1);
        }
        const auto answer = textbank::answerLine(verb, line) + '\n';
        if (out.write(answer) != answer.size() || !out.flush()) {
            return 1;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"textbank-tool"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TEXTBANK_VERSION));
    const auto arguments = QCoreApplication::arguments();
    const auto asked = arguments.size() == 2 ? arguments.at(1) : QString();
    const auto isHelp = [](const QString& argument) { return argument == u"--help"_s || argument == u"-h"_s; };
    if (std::any_of(arguments.cbegin() + 1, arguments.cend(), isHelp)) {
        std::fputs(kHelp, stdout);
        return 0;
    }
    if (asked == u"--version"_s) {
        std::printf("textbank-tool %s\n", TEXTBANK_VERSION);
        return 0;
    }
    if (arguments.value(1) == u"audit"_s) {
        return textbank::AuditVerb::run(arguments.mid(2));
    }
    if (arguments.value(1) == u"staff"_s) {
        return textbank::StaffVerb::run(arguments.mid(2));
    }
    const auto verb = textbank::verbNamed(asked);
    if (!verb) {
        std::fprintf(stderr, "textbank-tool: name one of: %s (--help says more)\n",
                     (textbank::verbNames() + QStringList{u"audit"_s, u"staff"_s}).join(u", "_s).toUtf8().constData());
        return 2;
    }
    return answerAll(verb);
}
