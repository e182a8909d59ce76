#include "ui/widgets/section_head.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>

namespace omni::ui {

SectionHead::SectionHead(const Theme& theme, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(plainLabel(title, TextRole::Value))
    , m_note(plainLabel({}, TextRole::Caption))
    , m_legend(plainLabel({}, TextRole::Caption))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme.px(6));
    m_note->setWordWrap(true); // beside a large title it has less room than words
    row->addWidget(m_title);
    row->addWidget(m_note, 1);
    row->addWidget(m_legend);
    connect(&theme, &Theme::changed, this, &SectionHead::follow);
    follow();
}

void SectionHead::setLegend(const QString& legend)
{
    showText(*m_legend, legend);
}

void SectionHead::follow()
{
    m_title->setFont(m_theme.font(TextSize::Body, QFont::Medium));
}

} // namespace omni::ui
