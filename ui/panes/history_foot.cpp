#include "ui/panes/history_foot.h"

#include "ui/style/style_sheet.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollBar>

namespace omni::ui {

HistoryFoot::HistoryFoot(const Theme& theme, const Formats& formats, QAbstractScrollArea& table, QWidget* parent)
    : QWidget(parent)
    , m_formats(formats)
    , m_text(plainLabel({}, TextRole::Caption))
    , m_older(new QPushButton)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(theme.px(8), theme.px(2), theme.px(8), theme.px(2));
    m_text->setWordWrap(true); // a pane may be narrow
    setButtonKind(*m_older, ButtonKind::Link);
    line->addWidget(m_text, 1);
    line->addWidget(m_older);
    connect(m_older, &QPushButton::clicked, this, &HistoryFoot::olderAsked);
    const QScrollBar* bar = table.verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        if (value == bar->maximum() && m_older->isVisible() && m_older->isEnabled() && !m_reach.olderFault) {
            emit olderAsked();
        }
    });
    hide();
}

void HistoryFoot::tell(const HistoryReach& reach, bool hasRows)
{
    if (reach == m_reach && hasRows == m_hasRows) {
        return;
    }
    m_reach = reach;
    m_hasRows = hasRows;
    retell();
}

void HistoryFoot::retell()
{
    const QString rows = m_formats.locale.toString(static_cast<qulonglong>(m_reach.rows));
    const bool isUnread = !m_reach.hasAnswered && !m_reach.fault;
    QString text;
    if (isUnread) {
        text = tr("The history is being read: earlier rows are missing.");
    } else if (m_reach.olderFault) {
        text = tr("Older rows do not come: %1").arg(QString::fromStdString(m_reach.olderFault->detail));
    } else if (m_reach.isFull) {
        text = tr("The newest %1 rows, as many as are held here. Filter, sorting and export see only these; older ones "
                  "stay in the record.")
                   .arg(rows);
    } else {
        text = tr("The newest %1 rows. Filter, sorting and export see only these.").arg(rows);
    }
    showText(*m_text, text, m_reach.olderFault ? TextRole::Warn : TextRole::Caption);
    m_older->setText(m_reach.olderFault ? tr("Retry") : m_reach.isReadingOlder ? tr("Reading…") : tr("Older rows"));
    m_older->setAccessibleName(m_older->text());
    m_older->setAccessibleDescription(text);
    m_older->setEnabled(!m_reach.isReadingOlder);
    m_older->setVisible(!isUnread && !m_reach.isFull);
    setVisible(m_hasRows && (isUnread || m_reach.hasOlder || m_reach.olderFault));
}

void HistoryFoot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

} // namespace omni::ui
