#pragma once

#include "core/session/Session.h"
#include "ui/widgets/Tone.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// The first screen: a join link or an address; or practice, one click away. Then who runs the gateway, and what it
/// asks of whoever signs in, before anything is stored.
class JoinView : public QWidget
{
    Q_OBJECT
public:
    /// With `clock` it also warns of a computer whose clock differs from the gateway's.
    explicit JoinView(Session& session, QWidget* parent = nullptr, const Clock* clock = nullptr);
    ~JoinView() override;

    void activate(); ///< Takes the focus.
    /// Fills the fields from a join link (from the command line, the clipboard, a second start); a broken
    /// one is explained.
    void setLink(const QString& link);
    /// A sentence about why the program is back here ("Your shift is finished ..."), Good or Warn; empty hides it.
    void setNotice(const QString& sentence, Tone tone = Tone::Good);

signals:
    void practiceRequested();
    void joined(const textbank::Credentials& credentials);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
