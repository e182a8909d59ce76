#include "ui/widgets/reason_taps.h"

#include "ui/style/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace omni::ui {

ReasonTaps::ReasonTaps(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_question(plainLabel(tr("Why? One tap, if you like:"), TextRole::Label))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme.px(4));
    row->addWidget(m_question);
    const std::pair<QString, QString> reasons[] = {{QStringLiteral("price"), tr("Price")},
                                                   {QStringLiteral("size"), tr("Size")},
                                                   {QStringLiteral("timing"), tr("Timing")},
                                                   {QStringLiteral("reason"), tr("Reasons")},
                                                   {QStringLiteral("other"), tr("Other")}};
    for (const auto& [key, words] : reasons) {
        auto* tap = new QPushButton(words);
        tap->setObjectName(key);
        tap->setAutoDefault(false);
        tap->setAccessibleName(words);
        tap->setAccessibleDescription(tr("Notes why the proposal was rejected"));
        setButtonKind(*tap, ButtonKind::Flat);
        connect(tap, &QPushButton::clicked, this, [this, tap] { emit given(tap->objectName()); });
        row->addWidget(tap);
        m_taps.append(tap);
    }
    row->addStretch();
}

void ReasonTaps::setGiven(const QString& key)
{
    for (QPushButton* tap : m_taps) {
        tap->setVisible(key.isEmpty());
    }
    showText(*m_question, key.isEmpty() ? tr("Why? One tap, if you like:") : tr("Your reason is noted."));
}

} // namespace omni::ui
