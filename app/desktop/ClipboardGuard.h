#pragma once

#include <QClipboard>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>

class QMimeData;

namespace textbank {

/// Whatever this program puts on the clipboard may be somebody's words. It is marked so that clipboard histories leave
/// it out where they know such a mark, and taken away again after a minute and at the end, unless something else was
/// copied meanwhile. Formats other than plain text are dropped: they carry the same words once more.
class ClipboardGuard : public QObject
{
    Q_OBJECT
public:
    using Owns = std::function<bool(QClipboard::Mode)>;
    /// `owns` tells whether this program holds the clipboard; by default the system is asked.
    explicit ClipboardGuard(QClipboard& clipboard, std::chrono::milliseconds keep = std::chrono::seconds{60},
                            Owns owns = {}, QObject* parent = nullptr);
    ~ClipboardGuard() override;

    void clear(); ///< Now, if it is still ours.

private:
    void look(QClipboard::Mode mode);
    void mark(QClipboard::Mode mode);

    QClipboard& m_clipboard;
    Owns m_owns;
    QTimer m_timer;
};

} // namespace textbank
