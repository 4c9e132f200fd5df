#include "app/tool/TerminalText.h"

#include <QList>

namespace textbank {

QString forTerminal(const QString& text)
{
    auto characters = text.toUcs4();
    for (auto& c : characters) {
        const auto isLine =
            QChar::category(c) == QChar::Separator_Line || QChar::category(c) == QChar::Separator_Paragraph;
        c = QChar::isPrint(c) && !isLine ? c : U' ';
    }
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()), characters.size());
}

} // namespace textbank
