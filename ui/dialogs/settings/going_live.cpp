#include "ui/dialogs/settings/going_live.h"

#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace omni::ui::settings {

GoingLive::GoingLive(const Theme& theme)
    : m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme.px(10));
    struct Need {
        QString name, state;
        bool isThere = false;
    };
    const Need needs[] = {
        {tr("Vault for keys"), {}},
        {tr("Accounts of people"), tr("missing: nobody signs in")},
        {tr("Second factor"), tr("missing: no code is asked for")},
        {tr("Audit"), tr("there: written before anything is sent"), true},
    };
    for (const auto& [name, state, isThere] : needs) {
        auto* card = new QFrame;
        card->setAttribute(Qt::WA_StyledBackground);
        setSurface(*card, Surface::Panel);
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
        inside->setSpacing(theme.px(2));
        auto* head = new QHBoxLayout;
        auto* glyph = new QLabel;
        glyph->setPixmap(Icons::pixmap(theme, isThere ? QStringLiteral("check") : QStringLiteral("cross"),
                                       isThere ? Token::Ok : Token::Danger, theme.px(12)));
        head->addWidget(glyph);
        head->addWidget(plainLabel(name, TextRole::Value), 1);
        inside->addLayout(head);
        auto* words = plainLabel(state, TextRole::Caption);
        words->setWordWrap(true);
        inside->addWidget(words);
        if (m_vaultState == nullptr) { // the first card
            m_vaultSign = glyph;
            m_vaultState = words;
        }
        cards->addWidget(card, 1);
    }
    column->addLayout(cards);
    auto* verdict = plainLabel(tr("LIVE refuses to arm until all four exist. An account configured for real money "
                                  "starts no session and is sent nothing."),
                               TextRole::Label);
    verdict->setObjectName(QStringLiteral("liveRefused"));
    verdict->setWordWrap(true);
    column->addWidget(verdict);
    showVault(false);
}

void GoingLive::showVault(bool isThere)
{
    const QString words = isThere ? tr("there: keys of real money are taken from it alone")
                                  : tr("missing: keys of real money are taken from it alone");
    if (m_vaultState->text() == words) {
        return;
    }
    m_vaultState->setObjectName(QStringLiteral("liveVault"));
    m_vaultState->setText(words);
    m_vaultSign->setPixmap(Icons::pixmap(m_theme, isThere ? QStringLiteral("check") : QStringLiteral("cross"),
                                         isThere ? Token::Ok : Token::Danger, m_theme.px(12)));
}

} // namespace omni::ui::settings
