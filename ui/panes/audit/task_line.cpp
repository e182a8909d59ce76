#include "ui/panes/audit/task_line.h"

#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/menu_button.h"
#include "ui/widgets/outside_text.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace omni::ui::audit {

namespace {

QString why(const views::AuditTask& task, const Formats& formats)
{
    return formats.told(outsideText(task.text, 240));
}

QString verdictText(const views::AuditTask& task, const Formats& formats)
{
    const auto count = [&](std::uint64_t number) { return formats.locale.toString(static_cast<qulonglong>(number)); };
    switch (task.verdict) {
    case views::AuditVerdict::Good: {
        QString text
            = TaskLine::tr("Chain OK, %1 records. Last: %2.").arg(count(task.records), outsideText(task.words));
        text += u' '
            + (task.provenFrom == 0
                   ? TaskLine::tr("Without its verify key nobody knows that it was not made anew.")
                   : TaskLine::tr("Written with its keys from record %1 on.").arg(count(task.provenFrom)));
        text += u' '
            + (task.anchors == 0 ? TaskLine::tr("Without an anchor nobody knows that its end was not cut off.")
                                 : TaskLine::tr("The anchor is in it."));
        return text;
    }
    case views::AuditVerdict::Tampered:
        return TaskLine::tr("Tampered from record %1 on: %2").arg(count(task.firstBad), why(task, formats));
    case views::AuditVerdict::Unreadable:
        return TaskLine::tr("Unreadable: %1").arg(why(task, formats));
    case views::AuditVerdict::Truncated:
        return TaskLine::tr("Cut: record %1 and what is behind it are missing: %2")
            .arg(count(task.firstBad), why(task, formats));
    }
    return {};
}

QString runningText(const views::AuditTask& task, const Formats& formats)
{
    switch (task.kind) {
    case views::AuditTaskKind::Verify:
        return TaskLine::tr("Verifying…");
    case views::AuditTaskKind::Export:
        return TaskLine::tr("Exporting, %1 records so far…")
            .arg(formats.locale.toString(static_cast<qulonglong>(task.records)));
    case views::AuditTaskKind::Anchor:
        return TaskLine::tr("Taking an anchor…");
    }
    return {};
}

QString doneText(const views::AuditTask& task, const Formats& formats)
{
    switch (task.kind) {
    case views::AuditTaskKind::Verify:
        return verdictText(task, formats);
    case views::AuditTaskKind::Export:
        return TaskLine::tr("Exported: %1 records.")
            .arg(formats.locale.toString(static_cast<qulonglong>(task.records)));
    case views::AuditTaskKind::Anchor:
        return TaskLine::tr("Anchor of record %1: %2. Keep it away from this machine.")
            .arg(formats.locale.toString(static_cast<qulonglong>(task.records)), outsideText(task.words));
    }
    return {};
}

TextRole roleOf(const views::AuditTask& task)
{
    switch (task.state) {
    case views::AuditTaskState::Running:
    case views::AuditTaskState::GivenUp:
        return TextRole::Label;
    case views::AuditTaskState::Failed:
        return TextRole::Warn;
    case views::AuditTaskState::Done:
        break;
    }
    const bool isVerdict = task.kind == views::AuditTaskKind::Verify;
    return isVerdict && task.verdict != views::AuditVerdict::Good ? TextRole::Danger
        : isVerdict                                               ? TextRole::Ok
                                                                  : TextRole::Label;
}

} // namespace

QString taskText(const views::AuditTask& task, const Formats& formats)
{
    switch (task.state) {
    case views::AuditTaskState::Running:
        return runningText(task, formats);
    case views::AuditTaskState::Done:
        return doneText(task, formats);
    case views::AuditTaskState::Failed:
        return TaskLine::tr("Not done: %1").arg(why(task, formats));
    case views::AuditTaskState::GivenUp:
        return TaskLine::tr("Stopped. Nothing is known of the rest.");
    }
    return {};
}

TaskLine::TaskLine(runtime::AuditLink* link, const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_link(link)
    , m_theme(theme)
    , m_formats(formats)
    , m_verify(new MenuButton)
    , m_export(new MenuButton)
    , m_anchor(new QPushButton)
    , m_stop(new QPushButton)
    , m_progress(new QProgressBar)
    , m_text(plainLabel({}, TextRole::Label))
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4));
    auto* verify = new QMenu(m_verify);
    m_chain = verify->addAction({}, this, [this] { wish(runtime::VerifyAudit{}); });
    m_withAnchor = verify->addAction({}, this, [this] { verifyWith(true); });
    m_withKey = verify->addAction({}, this, [this] { verifyWith(false); });
    m_verify->openWith(verify);
    auto* files = new QMenu(m_export);
    m_asCsv = files->addAction({}, this, [this] { exportAs(views::AuditFileForm::Csv); });
    m_asJson = files->addAction({}, this, [this] { exportAs(views::AuditFileForm::Json); });
    m_export->openWith(files);
    m_verify->setObjectName(QStringLiteral("verify"));
    m_export->setObjectName(QStringLiteral("export"));
    m_anchor->setObjectName(QStringLiteral("anchor"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_text->setObjectName(QStringLiteral("task"));
    m_progress->setObjectName(QStringLiteral("progress"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse); // the short words are to be noted
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(theme.px(120));
    line->addWidget(m_verify);
    line->addWidget(m_export);
    line->addWidget(m_anchor);
    line->addWidget(m_text, 1);
    line->addWidget(m_progress);
    line->addWidget(m_stop);
    connect(m_anchor, &QPushButton::clicked, this, &TaskLine::anchor);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_link->giveUp(); });
    m_progress->hide();
    m_stop->hide();
    setEnabled(link != nullptr);
    retell();
}

void TaskLine::retell()
{
    const auto name = [](QAbstractButton& button, const QString& words, const QString& tip) {
        button.setText(words);
        button.setAccessibleName(words);
        button.setAccessibleDescription(tip);
        button.setToolTip(tip);
    };
    const bool mayAll = m_sight == views::AuditSight::All;
    const QString noRight = tr("Only an auditor, risk or admin may: it is about the whole record.");
    name(*m_verify, tr("Verify"),
         mayAll ? tr("Checks that nothing was changed, taken out or put in. Runs beside everything else.") : noRight);
    name(*m_export, tr("Export"),
         tr("What the filter shows, all pages of it, into a file. That it was done is recorded."));
    name(*m_anchor, tr("Anchor…"),
         mayAll
             ? tr("Where the record stands now, in a small file and five words. Kept away from this machine it shows "
                  "later that nothing was cut off.")
             : noRight);
    name(*m_stop, tr("Stop"), tr("Ends what is being done."));
    m_chain->setText(tr("Verify the chain"));
    m_withAnchor->setText(tr("Verify against an anchor…"));
    m_withKey->setText(tr("Verify with the verify key…"));
    m_asCsv->setText(tr("CSV, for a spreadsheet…"));
    m_asJson->setText(tr("JSON, for a script…"));
    m_progress->setAccessibleName(tr("Progress"));
    m_text->setAccessibleName(tr("Result"));
    showTask();
}

void TaskLine::setQuery(views::AuditQuery query)
{
    m_query = std::move(query);
}

void TaskLine::refresh()
{
    if (m_link == nullptr) {
        return;
    }
    const auto sight = m_link->sight();
    const auto task = m_link->task();
    if (std::exchange(m_sight, sight) != sight) {
        m_task = task;
        retell();
    } else if (std::exchange(m_task, task) != task) {
        showTask();
    }
}

void TaskLine::showTask()
{
    const bool isRunning = m_task && m_task->state == views::AuditTaskState::Running;
    m_verify->setEnabled(!isRunning && m_sight == views::AuditSight::All);
    m_anchor->setEnabled(!isRunning && m_sight == views::AuditSight::All);
    m_export->setEnabled(!isRunning && m_sight != views::AuditSight::Nothing);
    m_stop->setVisible(isRunning);
    m_progress->setVisible(isRunning);
    if (!m_task) {
        showText(*m_text, {});
        return;
    }
    m_progress->setRange(0, static_cast<int>(std::min<std::uint64_t>(m_task->total, 1'000'000)));
    m_progress->setValue(static_cast<int>(std::min<std::uint64_t>(m_task->done, 1'000'000)));
    showText(*m_text, taskText(*m_task, m_formats), roleOf(*m_task));
}

void TaskLine::wish(runtime::AuditTaskWish wish)
{
    if (m_link != nullptr && m_link->wish(std::move(wish))) {
        refresh();
    }
}

void TaskLine::verifyWith(bool isAnchor)
{
    auto* ask = new QFileDialog(this, isAnchor ? tr("An anchor of this record") : tr("The verify key of this record"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setFileMode(QFileDialog::ExistingFile);
    connect(ask, &QFileDialog::fileSelected, this, [this, isAnchor](const QString& path) {
        runtime::VerifyAudit verify;
        (isAnchor ? verify.anchorFile : verify.keyFile) = path.toStdString();
        wish(std::move(verify));
    });
    ask->open();
}

void TaskLine::exportAs(views::AuditFileForm form)
{
    const bool isCsv = form == views::AuditFileForm::Csv;
    auto* ask = new QFileDialog(this, tr("Export the audit record"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setAcceptMode(QFileDialog::AcceptSave);
    ask->setDefaultSuffix(isCsv ? QStringLiteral("csv") : QStringLiteral("json"));
    ask->selectFile(isCsv ? QStringLiteral("audit.csv") : QStringLiteral("audit.json"));
    connect(ask, &QFileDialog::fileSelected, this, [this, form](const QString& path) {
        wish(runtime::ExportAudit{path.toStdString(), form, m_query});
    });
    ask->open();
}

void TaskLine::anchor()
{
    auto* ask = new QFileDialog(this, tr("An anchor, to be kept away from this machine"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setAcceptMode(QFileDialog::AcceptSave);
    ask->selectFile(QStringLiteral("audit-anchor.txt"));
    connect(ask, &QFileDialog::fileSelected, this,
            [this](const QString& path) { wish(runtime::AnchorAudit{path.toStdString()}); });
    ask->open();
}

void TaskLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

} // namespace omni::ui::audit
