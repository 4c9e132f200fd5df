#include "ui/end/RecordSaver.h"

#include "core/base/Log.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace textbank {

RecordSaver::RecordSaver(const Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* what = new Label(tr("The record of this shift lists what you approved and what was refused or opted out, "
                              "without names, numbers or texts. It is signed, so that anybody can check it."),
                           TextRole::Body, Tone::Plain, this);
    what->setWordWrap(true);
    m_save = new Button(tr("Save the record of this shift …"), Button::Kind::Secondary, this);
    m_save->setObjectName(u"saveRecordButton"_s);
    m_told = new Label(TextRole::Small, Tone::Muted, this);
    m_told->setObjectName(u"recordSaved"_s);
    m_told->setWordWrap(true);
    m_told->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addStretch(1);
    column->addWidget(what);
    column->addLayout(row);
    column->addWidget(m_told);
    connect(m_save, &Button::clicked, this, &RecordSaver::ask);
}

void RecordSaver::ask()
{
    const auto folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* dialog = new QFileDialog(this, tr("Save the record of this shift"), folder, tr("Record (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(u"textbank-record.jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &RecordSaver::saveTo);
    dialog->open();
}

void RecordSaver::saveTo(const QString& path)
{
    QSaveFile file(path);
    auto count = file.open(QIODevice::WriteOnly) ? m_store.exportAudit(file)
                                                 : Result<qint64>(fail(ErrorCode::Io, u"the file does not open"_s));
    if (count && !file.commit()) {
        count = fail(ErrorCode::Io, u"the file is not kept"_s);
    }
    if (!count) {
        logWarning("ui", u"the record was not saved: error %1"_s.arg(static_cast<int>(count.error().code)));
    }
    m_told->setText(count ? tr("Saved: %n entry(ies).", nullptr, static_cast<int>(*count))
                          : tr("The record could not be saved there. Choose another folder."));
    m_told->setTone(count ? Tone::Good : Tone::Bad);
    m_told->show();
}

} // namespace textbank
