#pragma once

#include <QObject>

namespace textbank {

/// Turns the system's wish that the program ends (SIGINT, SIGTERM, Ctrl+C, a closed console) into a signal on this
/// thread, so that it ends in order. One at a time.
class Shutdown : public QObject
{
    Q_OBJECT
public:
    explicit Shutdown(QObject* parent = nullptr);
    ~Shutdown() override;

signals:
    void requested();
};

} // namespace textbank
