#pragma once

#include "core/session/Session.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// A page over a shift whose sign-in the gateway does not accept any more: the password brings it back, and all that
/// waits goes on.
class SignInAgainView : public QWidget
{
    Q_OBJECT
public:
    explicit SignInAgainView(Session& session, QWidget* parent = nullptr);
    ~SignInAgainView() override;

    /// Asks for the password of the shift that is signed in; takes the focus.
    void ask();

signals:
    void done(const textbank::Credentials& credentials);
    void cancelled(); ///< Nothing has changed; where the gateway was asked already, done() may still follow.

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
