#pragma once

#include <QFrame>
#include <QList>
#include <QString>

class QListView;
class QStandardItemModel;

namespace textbank {

/// A field that can be named, and what the shown contact has there.
struct FieldChoice
{
    QString name;
    QString example; ///< Empty where they have nothing.
};

/// The list of fields below the brace that is being written. Takes no focus: the field that one types in moves in it.
class FieldPopup : public QFrame
{
    Q_OBJECT
public:
    /// A child of the window of `field`, over whatever is there.
    explicit FieldPopup(QWidget* field);
    /// Shows those that begin with `written`, then those that contain it; hides when there is none. `below` is a
    /// rectangle of the field.
    void offer(const QList<FieldChoice>& choices, const QString& written, const QRect& below);
    void move(int rows);
    QString chosen() const;

signals:
    void clicked(); ///< A row; chosen() is its name.

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void place(const QRect& below);
    void announce();

    QWidget* m_field;
    QStandardItemModel* m_model;
    QListView* m_list;
};

} // namespace textbank
