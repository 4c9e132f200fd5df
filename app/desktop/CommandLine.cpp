#include "app/desktop/CommandLine.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(u"Textbank: text for a campaign, one person at a time."_s);
    parser.addPositionalArgument(u"link"_s, u"A textbank://join?... link."_s, u"[link]"_s);
    parser.addOptions({
        {u"practice"_s, u"Start a practice shift: fictional people, no account, no network."_s},
        {u"data"_s, u"Keep profiles and settings in this folder: a new or empty one, or one that Textbank made."_s,
         u"folder"_s},
        {u"demo"_s, u"With --practice: work the shift by pressing real keys, save pictures in this folder, then end."_s,
         u"folder"_s},
        {u"demo-contacts"_s, u"How many contacts the demonstration works through, 1 to 120."_s, u"number"_s, u"100"_s},
        {u"rehearse"_s,
         u"Work the shift by pressing keys: only with a gateway on this computer, campaigns that are practice and "
         "fictional numbers (555-0100 to 555-0199). Ends when nothing came for so many milliseconds; 0: never."_s,
         u"quiet"_s},
        {u"finish"_s, u"With --rehearse: finish the shift in the end, which deletes it from this computer."_s},
        {u"seed"_s, u"With --practice: the same simulated voters again."_s, u"number"_s},
        {u"speed"_s, u"With --practice: how many times faster than real people the voters answer."_s, u"factor"_s},
        {{u"h"_s, u"help"_s}, u"Show this text."_s},
        {{u"v"_s, u"version"_s}, u"Show the version."_s},
    });
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList{u"textbank"_s} + arguments)) {
        return fail(ErrorCode::Invalid, parser.errorText() + u" See --help."_s);
    }
    CommandLine line;
    line.help = parser.isSet(u"help"_s);
    line.version = parser.isSet(u"version"_s);
    line.practice = parser.isSet(u"practice"_s);
    line.dataFolder = parser.value(u"data"_s);
    line.demoFolder = parser.value(u"demo"_s);
    const auto links = parser.positionalArguments();
    if (links.size() > 1) {
        return fail(ErrorCode::Invalid, u"Only one join link can be opened at a time."_s);
    }
    line.joinLink = links.value(0);
    auto ok = true;
    line.demoContacts = parser.value(u"demo-contacts"_s).toInt(&ok);
    if (!ok || line.demoContacts < 1 || line.demoContacts > 120) {
        return fail(ErrorCode::Invalid, u"--demo-contacts needs a number from 1 to 120."_s);
    }
    if (parser.isSet(u"seed"_s)) {
        line.seed = parser.value(u"seed"_s).toULongLong(&ok);
        if (!ok) {
            return fail(ErrorCode::Invalid, u"--seed needs a whole number."_s);
        }
    }
    if (parser.isSet(u"speed"_s)) {
        line.speed = parser.value(u"speed"_s).toDouble(&ok);
        if (!ok || line.speed < 0.1 || line.speed > 100000) {
            return fail(ErrorCode::Invalid, u"--speed needs a factor from 0.1 to 100000."_s);
        }
    }
    if (parser.isSet(u"rehearse"_s)) {
        line.rehearseMs = parser.value(u"rehearse"_s).toInt(&ok);
        if (!ok || *line.rehearseMs < 0) {
            return fail(ErrorCode::Invalid, u"--rehearse needs a number of milliseconds."_s);
        }
    }
    line.rehearseFinish = parser.isSet(u"finish"_s);
    if (line.rehearseFinish && line.rehearseMs.value_or(0) == 0) {
        return fail(ErrorCode::Invalid, u"--finish goes with a --rehearse that ends."_s);
    }
    const auto practiceOnly = !line.demoFolder.isEmpty() || parser.isSet(u"seed"_s) || parser.isSet(u"speed"_s);
    if (practiceOnly && !line.practice) {
        return fail(ErrorCode::Invalid, u"--demo, --seed and --speed go with --practice only."_s);
    }
    if (line.practice && line.rehearseMs) {
        return fail(ErrorCode::Invalid, u"--rehearse does not go with --practice: --demo works a practice shift."_s);
    }
    if (line.practice && !line.joinLink.isEmpty()) {
        return fail(ErrorCode::Invalid, u"A join link does not go with --practice: practice has no gateway to join."_s);
    }
    return line;
}

QString commandLineHelp()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

} // namespace textbank
