#include "app/desktop/ClipboardGuard.h"

#include <QMimeData>
#include <memory>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

// What password managers use: Klipper and others on Linux; the documented formats on Windows
// (https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats).
const QString kHint = u"x-kde-passwordManagerHint"_s;
const QString kWindowsHints[] = {
    u"application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""_s,
    u"application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\""_s,
    u"application/x-qt-windows-mime;value=\"CanUploadToCloudClipboard\""_s,
};
constexpr QClipboard::Mode kModes[] = {QClipboard::Clipboard, QClipboard::Selection};

} // namespace

ClipboardGuard::ClipboardGuard(QClipboard& clipboard, std::chrono::milliseconds keep, Owns owns, QObject* parent)
    : QObject(parent)
    , m_clipboard(clipboard)
    , m_owns(std::move(owns))
{
    if (!m_owns) {
        m_owns = [this](QClipboard::Mode mode) {
            return mode == QClipboard::Clipboard ? m_clipboard.ownsClipboard() : m_clipboard.ownsSelection();
        };
    }
    m_timer.setSingleShot(true);
    m_timer.setInterval(keep);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardGuard::clear);
    connect(&m_clipboard, &QClipboard::changed, this, &ClipboardGuard::look);
}

ClipboardGuard::~ClipboardGuard() { clear(); }

void ClipboardGuard::look(QClipboard::Mode mode)
{
    const auto* data = m_owns(mode) ? m_clipboard.mimeData(mode) : nullptr;
    if (data == nullptr || !data->hasText() || data->text().isEmpty()) {
        return;
    }
    m_timer.start();
    // The selection follows the mouse; to set it anew would undo what is being selected.
    if (mode == QClipboard::Clipboard && !data->hasFormat(kHint)) {
        QMetaObject::invokeMethod(
            this, [this, mode] { mark(mode); }, Qt::QueuedConnection);
    }
}

void ClipboardGuard::mark(QClipboard::Mode mode)
{
    const auto* data = m_owns(mode) ? m_clipboard.mimeData(mode) : nullptr;
    if (data == nullptr || data->hasFormat(kHint) || !data->hasText()) {
        return;
    }
    auto marked = std::make_unique<QMimeData>();
    marked->setText(data->text());
    marked->setData(kHint, "secret"_ba);
#ifdef Q_OS_WIN
    for (const auto& hint : kWindowsHints) {
        marked->setData(hint, QByteArray(4, '\0'));
    }
#else
    Q_UNUSED(kWindowsHints)
#endif
    m_clipboard.setMimeData(marked.release(), mode); // It owns what it is given.
}

void ClipboardGuard::clear()
{
    m_timer.stop();
    for (const auto mode : kModes) {
        if (m_owns(mode)) {
            m_clipboard.clear(mode);
        }
    }
}

} // namespace textbank
