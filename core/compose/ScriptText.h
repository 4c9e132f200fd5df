#pragma once

#include "core/model/Campaign.h"

#include <QMap>
#include <QString>

namespace textbank {

/// The text of a script in a contact's language (BCP 47), else the campaign's own (""), else the one in the campaign's
/// language, else the first. Of a contact whose language is not known: in the campaign's.
QString scriptText(const Campaign& campaign, const QMap<QString, QString>& texts, const QString& language);
/// Whether the script has it in that language: by its tag, by its primary subtag, or because the campaign's own text is
/// in it.
bool isScripted(const Campaign& campaign, const QMap<QString, QString>& texts, const QString& language);

} // namespace textbank
