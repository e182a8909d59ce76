#include "ui/dialogs/settings/risk_limits_page.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/limit_now.h"
#include "ui/dialogs/settings/limit_words.h"
#include "ui/dialogs/settings/tail_edit.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/veil.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace omni::ui::settings {

namespace {

constexpr int fieldWidth = 118;

/// The same in every group: fields stand below each other down the page.
QGridLayout* newGrid(const Theme& theme)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme.px(10));
    grid->setVerticalSpacing(theme.px(6));
    grid->setColumnMinimumWidth(0, theme.px(134));
    grid->setColumnMinimumWidth(1, theme.px(fieldWidth));
    grid->setColumnMinimumWidth(2, theme.px(52));
    grid->setColumnStretch(3, 1);
    return grid;
}

} // namespace

RiskLimitsPage::RiskLimitsPage(const PageContext& context)
    : Page(QStringLiteral("risk_limits"), tr("Risk limits"),
           tr("Checked before every order, on this computer, also for orders you type yourself."), context)
{
    if (!context.staged.hasLimits()) {
        auto* none = new QLabel(tr("No session runs, so its limits are not known. Start the demo or open a recording "
                                   "to see and change them."));
        none->setWordWrap(true);
        column()->addWidget(none);
        column()->addStretch();
        return;
    }
    m_rows.reserve(risk::limitFields().size());
    auto* halves = new QHBoxLayout;
    halves->setSpacing(context.theme.px(32));
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    for (QVBoxLayout* half : {left, right}) {
        half->setSpacing(context.theme.px(8));
        halves->addLayout(half, 1);
    }
    addGroup(left, risk::LimitGroup::Trade);
    addGroup(left, risk::LimitGroup::Portfolio);
    addGroup(right, risk::LimitGroup::LossAndPace);
    addGroup(right, risk::LimitGroup::PriceAndData);
    left->addStretch();
    right->addStretch();
    column()->addLayout(halves, 1);
    connect(&context.staged, &Staged::restored, this, [this] {
        for (Row& row : m_rows) {
            showStaged(row);
        }
    });
    connect(&context.engine, &EngineLink::frame, this, [this] {
        if (isVisible()) {
            for (Row& row : m_rows) {
                showNote(row);
            }
        }
    });
}

void RiskLimitsPage::addGroup(QLayout* into, risk::LimitGroup group)
{
    auto* box = static_cast<QVBoxLayout*>(into);
    auto* head = new QLabel(groupName(group));
    head->setFont(m_context.theme.font(TextSize::Section, QFont::Medium));
    box->addWidget(head);
    const Theme& theme = m_context.theme;
    auto* grid = newGrid(theme);
    box->addLayout(grid);
    const QString heads[] = {QString(), tr("Limit"), tr("Warn at"), tr("Now, or what it means")};
    for (int column = 1; column < 4; ++column) {
        auto* label = new QLabel(heads[column]);
        setTextRole(*label, TextRole::Caption);
        grid->addWidget(label, 0, column);
    }
    int line = 1;
    for (const risk::LimitField& field : risk::limitFields()) {
        if (field.group != group) {
            continue;
        }
        const LimitWords words = wordsOf(field);
        const QString currency = QString::fromStdString(m_context.engine.desk().baseCurrency);
        const QString shortUnit
            = field.unit == risk::LimitUnit::Amount && !currency.isEmpty() ? currency : unitOf(field);
        auto* name = new QLabel(words.name);
        auto* edit = new TailEdit(theme, shortUnit, false,
                                  fieldText(field, field.get(m_context.staged.limits()), m_context.formats));
        edit->setObjectName(QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size())));
        edit->setFixedWidth(theme.px(fieldWidth));
        edit->setAccessibleName(words.name);
        edit->setAccessibleDescription(tr("%1 %2 The default is %3.", "what it means, its unit, a figure")
                                           .arg(words.meaning, spokenUnitOf(field),
                                                valueText(field, field.get(risk::Limits{}), m_context.formats)));
        edit->setToolTip(edit->accessibleDescription());
        leaveUndoToWindow(edit);
        if (isOwn(field)) {
            veil(*edit, m_context.formats);
        }
        name->setBuddy(edit);
        name->setToolTip(words.meaning);
        const auto percent = warnPercent(field);
        auto* warn = new QLabel(percent ? m_context.formats.percent(*percent / 100.0, 0) : missing());
        setTextRole(*warn, percent ? TextRole::Label : TextRole::Caption);
        warn->setToolTip(percent ? tr("Of the limit: from there on the figure is shown as near.")
                                 : tr("No figure of the window shows how near it is."));
        auto* note = new QLabel;
        note->setWordWrap(true);
        setTextRole(*note, TextRole::Caption);
        grid->addWidget(name, line, 0);
        grid->addWidget(edit, line, 1);
        grid->addWidget(warn, line, 2);
        grid->addWidget(note, line, 3);
        ++line;
        const std::size_t row = m_rows.size();
        m_rows.push_back({&field, edit, note, {}});
        connect(edit, &QLineEdit::textChanged, this, [this, row] { onTyped(row); });
        showNote(m_rows.back());
    }
}

void RiskLimitsPage::onTyped(std::size_t index)
{
    Row& row = m_rows[index];
    const ReadLimit read = readLimit(*row.field, row.edit->text(), m_context.formats);
    row.fault = read.fault;
    if (read.fault.isEmpty()) {
        risk::Limits limits = m_context.staged.limits();
        row.field->set(limits, read.value);
        m_context.staged.setLimits(limits);
    }
    showNote(row);
    emit faultChanged();
}

void RiskLimitsPage::showStaged(Row& row)
{
    const auto value = row.field->get(m_context.staged.limits());
    const ReadLimit read = readLimit(*row.field, row.edit->text(), m_context.formats);
    if (!read.fault.isEmpty() || read.value != value) {
        const QSignalBlocker quiet(row.edit);
        row.edit->setText(fieldText(*row.field, value, m_context.formats));
    }
    row.fault.clear();
    showNote(row);
}

bool RiskLimitsPage::dropFault()
{
    bool isAny = false;
    for (Row& row : m_rows) {
        if (!row.fault.isEmpty()) {
            showStaged(row);
            isAny = true;
        }
    }
    if (isAny) {
        emit faultChanged();
    }
    return isAny;
}

void RiskLimitsPage::showNote(Row& row)
{
    const auto before = row.field->get(m_context.staged.limitsBefore());
    const auto after = row.field->get(m_context.staged.limits());
    if (!row.fault.isEmpty()) {
        row.note->setText(row.fault);
        setTextRole(*row.note, TextRole::Danger);
    } else if (before == after) {
        const views::DeskSnapshot& desk = m_context.engine.desk();
        const LimitNow now = limitNow(*row.field, desk, views::figuresOf(desk), m_context.formats);
        showText(*row.note, now.text, now.isMeasured ? TextRole::Label : TextRole::Caption);
    } else if (risk::isLooser(*row.field, after, before)) {
        row.note->setText(tr("▲ was %1, looser").arg(valueText(*row.field, before, m_context.formats)));
        setTextRole(*row.note, TextRole::Warn);
    } else {
        row.note->setText(tr("was %1, tighter").arg(valueText(*row.field, before, m_context.formats)));
        setTextRole(*row.note, TextRole::Caption);
    }
}

QString RiskLimitsPage::fault() const
{
    for (const Row& row : m_rows) {
        if (!row.fault.isEmpty()) {
            return tr("%1: %2").arg(wordsOf(*row.field).name, row.fault);
        }
    }
    const QStringList faults = m_context.staged.faults();
    return faults.isEmpty() ? QString() : faults.front();
}

} // namespace omni::ui::settings
