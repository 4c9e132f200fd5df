#pragma once

#include <QPushButton>

namespace textbank {

/// A button with an icon, its words and its key beside them. Quiet ones have no frame until hovered or focused.
class Button : public QPushButton
{
    Q_OBJECT
public:
    enum class Kind { Primary, Secondary, Quiet, Danger };

    explicit Button(const QString& text, Kind kind = Kind::Secondary, QWidget* parent = nullptr);
    void setKind(Kind kind);
    void setIconName(const QString& name);
    /// Shows and follows the key of an action ("desk.skip"); also sets the accessible description.
    void setActionId(const QString& id);
    void setKeyText(const QString& key); ///< Fixed, for keys that no map holds ("Esc").
    QString keyText() const { return m_key; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void followKey();
    Kind m_kind;
    QString m_icon;
    QString m_action;
    QString m_key;
};

} // namespace textbank
