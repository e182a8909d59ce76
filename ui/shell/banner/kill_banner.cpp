#include "ui/shell/banner/kill_banner.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_progress.h"
#include "ui/shell/banner/banner_line.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/stop_sentences.h"

#include <QAccessible>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

KillBanner::KillBanner(EngineLink& engine, Theme& theme, const Formats& formats, bool isSmall, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_formats(formats)
    , m_progress(StopProgress::of(engine))
    , m_isSmall(isSmall)
    , m_more(new BannerLine(theme, isSmall, this))
    , m_limited(new BannerLine(theme, isSmall, this))
{
    setObjectName(u"killBanner"_qs);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (std::size_t i = 0; i < mostLines; ++i) {
        m_lines[i] = new BannerLine(theme, isSmall, this);
        column->addWidget(m_lines[i]);
        connect(m_lines[i], &BannerLine::firstPressed, this, &KillBanner::closePositionsAsked);
        connect(m_lines[i], &BannerLine::secondPressed, this, [this, i] { emit reviewAsked(m_told[i]); });
    }
    column->addWidget(m_more);
    column->addWidget(m_limited);
    connect(m_more, &BannerLine::secondPressed, this, [this] {
        if (m_progress.stopped().size() > mostLines) {
            emit reviewAsked(m_progress.stopped()[mostLines]);
        }
    });
    connect(&m_progress, &StopProgress::changed, this, &KillBanner::refresh);
    connect(&engine, &EngineLink::frame, this, [this] {
        const auto& reduced = m_engine.desk().reduced;
        if ((reduced ? std::optional(reduced->at) : std::nullopt) != m_limitedSince) {
            refresh();
        }
    });
    refresh();
}

void KillBanner::refresh()
{
    const auto& stopped = m_progress.stopped();
    const bool isStopping = m_progress.state() == StopState::Stopping;
    const std::size_t shown = m_isSmall ? 1 : mostLines;
    for (std::size_t i = 0; i < mostLines; ++i) {
        const bool isThere = i < stopped.size() && i < shown;
        m_lines[i]->setVisible(isThere);
        if (!isThere) {
            continue;
        }
        m_told[i] = stopped[i];
        const bool isAll = stopped[i].scope.kind == risk::ScopeKind::Global;
        const bool tellsProgress = i == 0 && isStopping;
        const StopSentence sentence = tellsProgress ? stoppingSentence(m_progress)
                                                    : sentenceOf(stopped[i], m_progress, m_engine.desk(), m_formats);
        const auto kind = !isAll           ? BannerLine::Kind::Part
            : !tellsProgress               ? BannerLine::Kind::Everything
            : m_progress.isWithoutAnswer() ? BannerLine::Kind::NoAnswer
                                           : BannerLine::Kind::Stopping;
        m_lines[i]->tell(kind, sentence.title, sentence.detail);
        m_lines[i]->setButtons(isAll && !m_isSmall && i == 0 ? tr("Close positions…") : QString(),
                               isAll && i == 0 && !m_isSmall ? tr("Review and reset…") : tr("Review"));
    }
    const int more = static_cast<int>(stopped.size()) - static_cast<int>(shown);
    m_more->setVisible(more > 0 && !m_isSmall);
    if (more > 0) {
        m_more->tell(BannerLine::Kind::More, tr("and %n more", nullptr, more), {});
        m_more->setButtons({}, tr("Review"));
    }
    const auto& reduced = m_engine.desk().reduced;
    m_limitedSince = reduced ? std::optional(reduced->at) : std::nullopt;
    m_limited->setVisible(reduced && (!m_isSmall || stopped.empty()));
    if (reduced) {
        const StopSentence sentence = reducedSentence(*reduced, m_engine.desk(), m_formats);
        m_limited->tell(BannerLine::Kind::Limited, sentence.title, sentence.detail);
    }
    const bool isNew = isHidden() && !stopped.empty();
    setVisible(!stopped.empty() || reduced);
    if (isNew) { // said at once: what a person is about to do may not go through
        setAccessibleName(m_lines.front()->text());
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

QStringList KillBanner::texts() const
{
    QStringList texts;
    for (const BannerLine* line : m_lines) {
        if (line->isVisibleTo(this)) {
            texts.append(line->text());
        }
    }
    if (m_more->isVisibleTo(this)) {
        texts.append(m_more->text());
    }
    if (m_limited->isVisibleTo(this)) {
        texts.append(m_limited->text());
    }
    return texts;
}

} // namespace omni::ui
