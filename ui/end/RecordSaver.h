#pragma once

#include "core/store/Store.h"

#include <QWidget>

namespace textbank {

class Button;
class Label;

/// Saves the record of this shift as a file that may be handed on: no name, number or text is in it.
class RecordSaver : public QWidget
{
    Q_OBJECT
public:
    explicit RecordSaver(const Store& store, QWidget* parent = nullptr);

    /// Writes the whole file or leaves what was there, and says which.
    void saveTo(const QString& path);

private:
    void ask();

    const Store& m_store;
    Button* m_save = nullptr;
    Label* m_told = nullptr;
};

} // namespace textbank
