#pragma once

#include "core/model/Campaign.h"
#include "ui/template/FieldPopup.h"
#include "ui/widgets/TextEditor.h"

#include <QPointer>
#include <functional>

namespace textbank {

class TemplateHighlighter;

/// The field that a template is written in: its tags stand out, and behind a brace it offers the names of fields.
class TemplateField : public TextEditor
{
    Q_OBJECT
public:
    explicit TemplateField(QWidget* parent = nullptr);
    ~TemplateField() override;

    QString text() const; ///< As typed.
    /// Another text, as one opens another document: nothing of the old one can be taken back.
    void showText(const QString& text);
    /// The same document, written otherwise in one step that can be taken back.
    void replaceText(const QString& text);
    void setWriting(TemplateSyntax syntax, TextCleaning cleaning);
    /// What is offered behind a brace; asked for when it is needed.
    void setChoices(std::function<QList<FieldChoice>()> choices) { m_choices = std::move(choices); }
    /// The cursor goes there and the focus comes here; `length` characters are selected.
    void goTo(int position, int length);
    QSize sizeHint() const override;
    /// A field's name stands at the cursor, whether or not there is one to offer.
    bool isNaming() const;
    /// Names are offered: what stands at the cursor is not finished yet.
    bool isOffering() const { return m_popup && m_popup->isVisible(); }

signals:
    void edited(); ///< The text is another one.
    void offeringChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void offer();
    void withdraw();
    void accept();
    bool steer(const QKeyEvent& event);

    TemplateHighlighter* m_highlighter;
    QPointer<FieldPopup> m_popup; ///< The window's child: it may go first.
    std::function<QList<FieldChoice>()> m_choices;
    QString m_text;
};

} // namespace textbank
