#include "app/tool/StaffArguments.h"

#include "core/gateway/WireNames.h"
#include "core/session/JoinLink.h"

#include <QMap>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

struct Known
{
    const char* name;
    StaffTask task;
    QStringList needed;
    QStringList others;
};

const QList<Known>& verbs()
{
    static const QList<Known> all{
        {"campaigns", StaffTask::Campaigns, {}, {u"--archived"_s}},
        {"figures", StaffTask::Figures, {u"--campaign"_s}, {}},
        {"conversations",
         StaffTask::Conversations,
         {},
         {u"--campaign"_s, u"--texter"_s, u"--wrote"_s, u"--stage"_s, u"--opted-out"_s, u"--text"_s, u"--from"_s,
          u"--limit"_s}},
        {"people", StaffTask::People, {}, {}},
        {"reassign", StaffTask::Reassign, {u"--campaign"_s, u"--contact"_s, u"--to"_s}, {}},
        {"optouts", StaffTask::OptOutList, {}, {}},
        {"optout", StaffTask::OptOut, {u"--campaign"_s, u"--contact"_s}, {u"--reason"_s}},
    };
    return all;
}

Unexpected<Error> wrong(const QString& sentence) { return fail(ErrorCode::Invalid, sentence); }

Result<QUrl> readServer(const QString& text)
{
    const auto address = parseGatewayAddress(text);
    if (address) {
        return *address;
    }
    return wrong(address.error().detail == "plaintext"_L1
                     ? u"--server needs an address with https://: over http a password could be read on its way."_s
                     : u"--server needs the address of the server, for example https://spoke.example.org."_s);
}

bool isId(const QString& text)
{
    return !text.isEmpty() && text.size() <= 100 &&
           std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
}

Result<QList<ContactId>> readContacts(const QString& text)
{
    QList<ContactId> contacts;
    const auto parts = text.split(u',');
    for (const auto& part : parts) {
        if (!isId(part.trimmed())) {
            return wrong(u"--contact needs ids of contacts, with commas between them; conversations lists them."_s);
        }
        contacts.append(ContactId{part.trimmed()});
    }
    if (contacts.size() > StaffGateway::kMostReassigned) {
        return wrong(u"--contact takes at most %1 ids at once."_s.arg(StaffGateway::kMostReassigned));
    }
    return contacts;
}

Result<int> readNumber(const QString& name, const QString& value, int least, int most)
{
    bool isNumber = false;
    const auto number = value.toInt(&isNumber);
    if (!isNumber || number < least || number > most) {
        return wrong(u"%1 needs a number from %2 to %3."_s.arg(name).arg(least).arg(most));
    }
    return number;
}

Result<ContactStage> readStage(const QString& value)
{
    QStringList names;
    for (const auto& stage : wire::kStages) {
        if (value == QLatin1StringView(stage.name)) {
            return stage.value;
        }
        names.append(QLatin1StringView(stage.name));
    }
    return wrong(u"--stage is one of %1."_s.arg(names.join(u", "_s)));
}

/// One option about what conversations are wanted.
Result<void> readFilter(const QString& name, const QString& value, StaffArguments& read)
{
    auto& filter = read.filter;
    if (name == "--texter"_L1) {
        filter.unassigned = value == "nobody"_L1;
        filter.texter = filter.unassigned ? std::nullopt : std::optional(VolunteerId{value});
    } else if (name == "--wrote"_L1) {
        filter.writer = VolunteerId{value};
    } else if (name == "--text"_L1) {
        filter.text = value;
    } else if (name == "--stage"_L1) {
        const auto stage = readStage(value);
        if (!stage) {
            return Unexpected{stage.error()};
        }
        filter.stage = *stage;
    } else if (name == "--opted-out"_L1) {
        if (value != "yes"_L1 && value != "no"_L1) {
            return wrong(u"--opted-out is yes or no."_s);
        }
        filter.optedOut = value == "yes"_L1;
    } else {
        const auto isFrom = name == "--from"_L1;
        const auto number =
            isFrom ? readNumber(name, value, 0, 100'000'000) : readNumber(name, value, 1, StaffGateway::kMostItems);
        if (!number) {
            return Unexpected{number.error()};
        }
        (isFrom ? read.range.first : read.range.count) = *number;
    }
    return {};
}

Result<void> readOption(const QString& name, const QString& value, StaffArguments& read)
{
    if (value.isEmpty()) {
        return wrong(u"%1 needs a value."_s.arg(name));
    }
    if (name == "--server"_L1) {
        const auto server = readServer(value);
        if (!server) {
            return Unexpected{server.error()};
        }
        read.server = *server;
    } else if (name == "--email"_L1) {
        read.email = value;
    } else if (name == "--organisation"_L1) {
        read.organisation = value;
    } else if (name == "--reason"_L1) {
        read.reason = value;
    } else if (name == "--contact"_L1) {
        const auto contacts = readContacts(value);
        if (!contacts) {
            return Unexpected{contacts.error()};
        }
        read.contacts = *contacts;
    } else if (name == "--to"_L1) {
        read.to = value == "nobody"_L1 ? std::nullopt : std::optional(VolunteerId{value});
    } else if (name == "--campaign"_L1) {
        if (!isId(value)) {
            return wrong(u"--campaign needs the id of a campaign; campaigns lists them."_s);
        }
        read.campaign = CampaignId{value};
        read.filter.campaign = read.campaign;
    } else {
        return readFilter(name, value, read);
    }
    return {};
}

/// Option to value; --archived alone has none.
Result<QMap<QString, QString>> readPairs(const QStringList& arguments, const Known& verb)
{
    const QStringList everywhere{u"--server"_s, u"--email"_s, u"--organisation"_s};
    QMap<QString, QString> pairs;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const auto& argument = arguments.at(i);
        const auto equals = argument.indexOf(u'=');
        const auto name = argument.left(equals < 0 ? argument.size() : equals);
        if (name.startsWith("--password"_L1)) {
            return wrong(
                u"A password is never an argument, where other programs can read it: leave it out to be asked, "
                "or set TEXTBANK_STAFF_PASSWORD."_s);
        }
        if (!everywhere.contains(name) && !verb.needed.contains(name) && !verb.others.contains(name)) {
            return wrong(u"staff %1 does not know \"%2\"; --help lists its options."_s.arg(arguments.front(), name));
        }
        if (pairs.contains(name)) {
            return wrong(u"%1 is there twice."_s.arg(name));
        }
        if (name == "--archived"_L1) {
            pairs.insert(name, {});
            continue;
        }
        if (equals < 0 && i + 1 >= arguments.size()) {
            return wrong(u"%1 needs a value."_s.arg(name));
        }
        pairs.insert(name, equals < 0 ? arguments.at(++i) : argument.mid(equals + 1));
    }
    for (const auto& name : QStringList{u"--server"_s, u"--email"_s} + verb.needed) {
        if (!pairs.contains(name)) {
            return wrong(u"staff %1 needs %2; --help says more."_s.arg(arguments.front(), name));
        }
    }
    return pairs;
}

} // namespace

Result<StaffArguments> StaffArguments::parse(const QStringList& arguments)
{
    const auto& all = verbs();
    const auto verb = std::find_if(all.cbegin(), all.cend(), [&](const auto& known) {
        return arguments.value(0) == QLatin1StringView(known.name);
    });
    if (verb == all.cend()) {
        QStringList names;
        for (const auto& known : all) {
            names.append(QLatin1StringView(known.name));
        }
        return wrong(u"staff needs one of: %1."_s.arg(names.join(u", "_s)));
    }
    const auto pairs = readPairs(arguments, *verb);
    if (!pairs) {
        return Unexpected{pairs.error()};
    }
    StaffArguments read;
    read.task = verb->task;
    read.archived = pairs->contains(u"--archived"_s);
    for (auto it = pairs->cbegin(); it != pairs->cend(); ++it) {
        if (it.key() == "--archived"_L1) {
            continue;
        }
        if (const auto option = readOption(it.key(), it.value(), read); !option) {
            return Unexpected{option.error()};
        }
    }
    if (read.filter.writer && pairs->contains(u"--texter"_s)) {
        return wrong(u"Give either --texter, who holds a conversation, or --wrote, who wrote in it."_s);
    }
    if (read.task == StaffTask::OptOut && read.contacts.size() != 1) {
        return wrong(u"staff optout takes one contact at a time: it cannot be undone."_s);
    }
    return read;
}

} // namespace textbank
