#include "tests/bench/BenchProfile.h"

#include "tests/bench/Bench.h"
#include "tests/support/Builders.h"

using namespace Qt::StringLiterals;

namespace textbank::bench {

void fillWithMessages(TempStore& temp, int contacts, int messages)
{
    temp.fill(contacts);
    static const QStringList words{u"yes"_s,      u"maybe"_s,   u"library"_s, u"Thursday"_s, u"please"_s, u"polling"_s,
                                   u"where"_s,    u"thanks"_s,  u"José"_s,    u"family"_s,   u"voted"_s,  u"already"_s,
                                   u"question"_s, u"evening"_s, u"number"_s,  u"friend"_s};
    int made = 0;
    int page = 0;
    while (made < messages) {
        QList<Change> changes;
        for (int i = 0; i < 500 && made < messages; ++i, ++made) {
            QString text;
            for (int w = 0; w < 12; ++w)
                text += words[(made * 7 + w * 5 + made / 13) % words.size()] + u' ';
            changes.append(build::reply(build::contactId(contacts / 5 + made % (contacts - contacts / 5)), text,
                                        temp.clock().now() + Millis(made), u"m-%1"_s.arg(made)));
        }
        mustHold(temp->applyChanges(build::page(changes, u"page-%1"_s.arg(++page))).has_value(), "no messages");
    }
    temp.clock().advance(Millis(messages));
}

} // namespace textbank::bench
