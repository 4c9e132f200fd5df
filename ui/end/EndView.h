#pragma once

#include "ui/Shift.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// The shift's end: what was done, what still waits, what goes back, and what is wiped. In practice the score.
class EndView : public QWidget
{
    Q_OBJECT
public:
    explicit EndView(Shift& shift, QWidget* parent = nullptr);
    ~EndView() override;

    void activate(); ///< Takes the focus; counts anew.

signals:
    /// The gateway has everything and the session is over: the store is to be wiped. In practice after the score was
    /// seen.
    void finished();
    void cancelled(); ///< Back to work.
    /// Signing out failed and the volunteer keeps what is here: close the program, wipe nothing.
    void keepAndClose();
    /// Practice only, in place of finished(): wipe and start anew.
    void practiceAgain();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
