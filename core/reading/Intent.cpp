#include "core/reading/Intent.h"

using namespace Qt::StringLiterals;

namespace textbank {

QString intentName(Intent intent)
{
    static const std::array<QString, kIntents> kNames{u"opt_out"_s,  u"wrong_number"_s, u"hostile"_s,
                                                      u"question"_s, u"already_done"_s, u"affirmative"_s,
                                                      u"negative"_s, u"other"_s};
    return kNames.at(static_cast<size_t>(intent));
}

QString languageName(ReplyLanguage language)
{
    static const std::array<QString, kReplyLanguages> kNames{u"en"_s, u"es"_s, u"mix"_s};
    return kNames.at(static_cast<size_t>(language));
}

} // namespace textbank
