#pragma once

#include <QObject>

namespace textbank {

/// Whether the machine has any network at all, as the system says. A hint only: the gateway's answer is the truth.
class Connectivity : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// True when unknown.
    virtual bool mayBeOnline() const = 0;
signals:
    void changed();
};

} // namespace textbank
