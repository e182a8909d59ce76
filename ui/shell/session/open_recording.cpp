#include "ui/shell/session/open_recording.h"

#include "ui/shell/session/replay_controls.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/dialog_bounds.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

OpenRecording::OpenRecording(Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_files(new QListWidget(this))
    , m_speed(new QComboBox(this))
    , m_choose(new QPushButton(tr("Add files…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_start(new QPushButton(tr("Start replay"), this))
{
    setObjectName(u"openRecording"_qs);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Open recording"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14));
    column->setSpacing(theme.px(8));
    auto* text = new QLabel(
        tr("Files of recorded prices. Orders go to a simulated exchange; nothing leaves this computer."), this);
    text->setWordWrap(true);
    setTextRole(*text, TextRole::Label);
    column->addWidget(text);
    m_files->setAccessibleName(tr("Files"));
    column->addWidget(m_files, 1);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_choose);
    tools->addWidget(m_remove);
    tools->addStretch(1);
    auto* label = new QLabel(tr("Speed"), this);
    m_speed->setAccessibleName(tr("Speed"));
    for (const double speed : replaySpeeds()) {
        m_speed->addItem(speedText(speed), speed);
    }
    tools->addWidget(label);
    tools->addWidget(m_speed);
    column->addLayout(tools);
    auto* buttons = new QHBoxLayout;
    auto* back = new QPushButton(tr("Go back"), this);
    setButtonKind(*m_start, ButtonKind::Primary);
    buttons->addWidget(back);
    buttons->addStretch(1);
    buttons->addWidget(m_start);
    column->addLayout(buttons);
    for (QPushButton* button : {m_choose, m_remove, m_start, back}) {
        button->setAccessibleName(button->text());
    }
    new DialogBounds(*this, theme, {560, 360});
    connect(m_choose, &QPushButton::clicked, this, &OpenRecording::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_files->currentItem();
        refresh();
    });
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, [this] {
        emit wanted(wish());
        accept();
    });
    refresh();
}

void OpenRecording::choose()
{
    auto* dialog = new QFileDialog(this, tr("Recorded prices"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &OpenRecording::addFiles);
    dialog->open();
}

void OpenRecording::addFiles(const QStringList& files)
{
    for (const QString& file : files) {
        if (!file.isEmpty() && m_files->findItems(file, Qt::MatchExactly).isEmpty()) {
            m_files->addItem(file);
        }
    }
    refresh();
}

void OpenRecording::refresh()
{
    const bool hasFiles = m_files->count() > 0;
    m_start->setEnabled(hasFiles);
    m_start->setAccessibleDescription(hasFiles ? QString() : tr("Add a file first."));
    m_remove->setEnabled(hasFiles);
}

runtime::SessionWish OpenRecording::wish() const
{
    runtime::SessionWish wish;
    for (int i = 0; i < m_files->count(); ++i) {
        wish.files.push_back(m_files->item(i)->text().toStdString());
    }
    wish.speed = m_speed->currentData().toDouble();
    return wish;
}

} // namespace omni::ui
