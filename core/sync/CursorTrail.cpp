#include "core/sync/CursorTrail.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

constexpr qsizetype kKept = 256;
const QString kSetting = u"sync.cursorsBehind"_s;

QString nameOf(const QString& cursor)
{
    const auto hash = QCryptographicHash::hash(cursor.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(9).toBase64());
}

} // namespace

Result<void> CursorTrail::read()
{
    if (m_isRead) {
        return {};
    }
    const auto written = m_store.setting(kSetting);
    if (!written) {
        return Unexpected{written.error()};
    }
    m_names = written->split(u' ', Qt::SkipEmptyParts);
    m_isRead = true;
    return {};
}

Result<bool> CursorTrail::contains(const QString& cursor)
{
    if (const auto known = read(); !known) {
        return Unexpected{known.error()};
    }
    return m_names.contains(nameOf(cursor));
}

Result<void> CursorTrail::leave(const QString& cursor)
{
    if (const auto known = read(); !known) {
        return known;
    }
    const auto name = nameOf(cursor);
    if (m_names.contains(name)) {
        return {};
    }
    auto names = m_names;
    names.append(name);
    names = names.mid(std::max<qsizetype>(0, names.size() - kKept));
    const auto kept = m_store.setSetting(kSetting, names.join(u' '));
    if (kept) {
        m_names = names;
    }
    return kept;
}

} // namespace textbank
