#include "ui/panes/chart/indicator_choice.h"

#include "ui/style/theme.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

IndicatorChoice::IndicatorChoice(const Theme& theme, std::vector<IndicatorSpec> there,
                                 std::function<void(const IndicatorSpec&)> then, QWidget* parent)
    : QDialog(parent)
    , m_there(std::move(there))
    , m_then(std::move(then))
    , m_kind(new QComboBox)
    , m_period(new QSpinBox)
    , m_fault(plainLabel({}, TextRole::Label))
    , m_add(new QPushButton(tr("Add it")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add an indicator"));
    setAccessibleName(windowTitle());
    for (const IndicatorKind kind : indicatorKinds()) {
        m_kind->addItem(nameOf(kind));
    }
    m_kind->setAccessibleName(tr("Indicator"));
    m_period->setRange(leastIndicatorPeriod, mostIndicatorPeriod);
    m_period->setAccessibleName(tr("Period, in bars"));
    m_fault->setWordWrap(true);
    auto* keep = new QPushButton(tr("Cancel"));
    setButtonKind(*m_add, ButtonKind::Primary, true);
    setButtonKind(*keep, ButtonKind::Normal, true);
    for (QPushButton* button : {m_add, keep}) {
        button->setAccessibleName(button->text());
    }
    m_add->setDefault(true);
    auto* form = new QFormLayout;
    form->addRow(tr("&Indicator"), m_kind);
    form->addRow(tr("&Period, in bars"), m_period);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(keep);
    buttons->addStretch(1);
    buttons->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    column->addLayout(form);
    column->addWidget(m_fault);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {320, 0});
    connect(m_kind, &QComboBox::currentIndexChanged, this, &IndicatorChoice::takeKind);
    connect(m_period, &QSpinBox::valueChanged, this, &IndicatorChoice::look);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const IndicatorSpec spec = chosen();
        accept();
        if (const auto deed = std::exchange(m_then, {})) {
            deed(spec);
        }
    });
    takeKind();
    m_kind->setFocus();
}

IndicatorSpec IndicatorChoice::chosen() const
{
    return {indicatorKinds()[static_cast<std::size_t>(std::max(0, m_kind->currentIndex()))], m_period->value()};
}

void IndicatorChoice::takeKind()
{
    const auto usual = usualIndicators();
    const auto one = std::find_if(usual.begin(), usual.end(),
                                  [this](const IndicatorSpec& spec) { return spec.kind == chosen().kind; });
    m_period->setValue(one == usual.end() ? IndicatorSpec{}.period : one->period);
    look();
}

void IndicatorChoice::look()
{
    QString sentence;
    if (std::find(m_there.begin(), m_there.end(), chosen()) != m_there.end()) {
        sentence = tr("%1 is on the chart already.").arg(nameOf(chosen()));
    } else if (m_there.size() >= mostIndicators) {
        sentence = tr("A chart shows at most %1 indicators. Take one off first.").arg(mostIndicators);
    }
    m_fault->setText(sentence);
    m_period->setAccessibleDescription(sentence);
    m_add->setEnabled(sentence.isEmpty());
}

} // namespace omni::ui
