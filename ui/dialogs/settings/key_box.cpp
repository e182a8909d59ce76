#include "ui/dialogs/settings/key_box.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/settings/vault_dialog.h"
#include "ui/dialogs/settings/vault_words.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/connection_words.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::settings {

namespace {

/// The broker takes the new key: a session whose lines are all up runs on a key of the vault, and its line for orders
/// came up behind the moment at which the new one was put in.
bool isProven(const views::VaultKey& key, const views::BrokerOffer& offer, const views::Connection* connection)
{
    if (connection == nullptr || connection->broker != offer.key || connection->keySource != "vault"
        || !key.nextPutAt) {
        return false;
    }
    return std::all_of(connection->lines.begin(), connection->lines.end(), [&](const views::Line& line) {
        return line.state == views::LineState::Up && line.since > *key.nextPutAt;
    });
}

} // namespace

KeyBox::KeyBox(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_words(plainLabel({}, TextRole::Label))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(8));
    m_words->setObjectName(QStringLiteral("keyWords"));
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.px(8));
    m_add = addButton(*line, tr("Add key…"), "keyAdd", &KeyBox::add);
    m_rotate = addButton(*line, tr("Rotate key…"), "keyRotate", &KeyBox::rotate);
    m_good = addButton(*line, tr("The new key works…"), "keyGood", &KeyBox::settleGood);
    m_bad = addButton(*line, tr("Take it back…"), "keyBad", &KeyBox::takeBack);
    m_remove = addButton(*line, tr("Remove…"), "keyRemove", &KeyBox::remove);
    line->addStretch();
    column->addLayout(line);
    setButtonKind(*m_add, ButtonKind::Primary);
    setButtonKind(*m_remove, ButtonKind::Danger);
}

QPushButton* KeyBox::addButton(QLayout& line, const QString& words, const char* name, void (KeyBox::*deed)())
{
    auto* button = new QPushButton(words);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(words);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, deed);
    line.addWidget(button);
    return button;
}

void KeyBox::showFor(const views::BrokerOffer* offer, const views::Connection* connection)
{
    auto* const link = m_engine.terminal().vault();
    setVisible(offer != nullptr && !offer->isInHouse && link != nullptr);
    if (offer == nullptr) {
        m_offer = {};
        return;
    }
    if (m_offer.key != offer->key) {
        m_ended.clear();
    }
    m_offer = *offer;
    refresh(link == nullptr ? nullptr : link->view().get(), connection);
}

void KeyBox::refresh(const views::VaultView* vault, const views::Connection* connection)
{
    const bool isOpen = vault != nullptr && vault->state == views::VaultState::Open;
    const views::VaultKey* key = vaultKeyOf(vault, m_offer);
    const bool hasNext = key != nullptr && key->nextPutAt.has_value();
    const bool isReady = isOpen && !vault->isBusy;
    const bool works = hasNext && isProven(*key, m_offer, connection);
    m_add->setVisible(key == nullptr);
    m_rotate->setVisible(key != nullptr && !hasNext);
    m_good->setVisible(hasNext);
    m_bad->setVisible(hasNext);
    m_remove->setVisible(key != nullptr);
    for (QPushButton* button : {m_add, m_rotate, m_bad, m_remove}) {
        button->setEnabled(isReady);
    }
    m_good->setEnabled(isReady && works);
    QString words;
    if (!isOpen) {
        words = vault != nullptr && vault->state == views::VaultState::None
            ? tr("Make a vault at the right to keep its key there.")
            : tr("The vault is locked: what is in it is not known. Unlock it at the right.");
    } else if (hasNext) {
        words = works ? tr("A session runs on the new key. Say that it works, then end the old one at the broker.")
                      : tr("A new key is in place since %1 and is used by the next session. Start one to see that the "
                           "broker takes it.")
                            .arg(m_formats.dateTime(*key->nextPutAt));
    } else if (!m_ended.isEmpty() && key != nullptr) {
        words = tr(
            "The old key is gone here. End it at the broker now: that this file has forgotten it stops nobody else "
            "who has it.");
    } else if (key != nullptr) {
        words = tr("%1 · since %2 · hidden, cannot be shown again", "name of a key, when it was put into the vault")
                    .arg(outsideText(key->name, 60), m_formats.dateTime(key->putAt));
    } else {
        words = tr("No key in the vault. It needs the rights to read and to trade, and never to withdraw.");
    }
    showText(*m_words, words);
    m_good->setAccessibleDescription(words);
    m_add->setAccessibleDescription(words);
}

void KeyBox::put(bool replaces)
{
    VaultDialog::Ask what;
    const QString broker = brokerName(m_offer);
    what.title = replaces ? tr("Rotate the key of %1").arg(broker) : tr("Add a key of %1").arg(broker);
    what.sentence = replaces
        ? tr("1. Make a new key at the broker, with the rights to read and to trade and no other.\n2. Put it in here: "
             "the "
             "next session uses it, and the old one is kept.\n3. Start a session. When it is connected, say that the "
             "new "
             "key works: the old one is destroyed here.\n4. End the old key at the broker.")
        : tr("Make a key at the broker with the rights to read and to trade and no other. A key that can withdraw is "
             "refused.");
    what.note
        = tr("Both go straight into the encrypted vault. They are hidden and cannot be shown again. A private key is "
             "pasted with all of its lines.");
    what.asksKey = true;
    what.act = replaces ? tr("Put the new key in") : tr("Save to the vault");
    what.wish = [name = vaultNameOf(m_offer), replaces](VaultDialog::Given given) {
        return runtime::PutVenueKey{name, std::move(given.id), std::move(given.secret), replaces};
    };
    auto* dialog = new VaultDialog(m_engine, m_theme, std::move(what), window());
    dialog->open();
}

void KeyBox::add()
{
    put(false);
}

void KeyBox::rotate()
{
    m_ended.clear();
    put(true);
}

void KeyBox::confirm(const QString& title, const QString& question, const QString& note, const QString& act,
                     bool isDanger, std::function<void()> then)
{
    ConfirmDialog::Words words;
    words.title = title;
    words.question = question;
    words.note = note;
    words.act = act;
    words.keep = tr("Leave it");
    words.isDanger = isDanger;
    auto* dialog = new ConfirmDialog(m_theme, words, std::move(then), window());
    dialog->open();
}

void KeyBox::settleGood()
{
    confirm(tr("The new key works"), tr("Destroy the old key of %1 in the vault?").arg(brokerName(m_offer)),
            tr("The new one takes its place. Then end the old one at the broker."), tr("Destroy the old key"), true,
            [this, name = vaultNameOf(m_offer)] {
                static_cast<void>(m_engine.terminal().vault()->wish(runtime::SettleVenueKey{name, true}));
                m_ended = QString::fromStdString(name);
            });
}

void KeyBox::takeBack()
{
    confirm(tr("Take the new key back"),
            tr("Remove the new key of %1 and go on with the old one?").arg(brokerName(m_offer)),
            tr("A session that runs on the new one keeps it until it ends."), tr("Remove the new key"), false,
            [this, name = vaultNameOf(m_offer)] {
                static_cast<void>(m_engine.terminal().vault()->wish(runtime::SettleVenueKey{name, false}));
            });
}

void KeyBox::remove()
{
    confirm(
        tr("Remove the key"), tr("Remove the key of %1 from the vault?").arg(brokerName(m_offer)),
        tr("No session can be started with it from then on. A session that runs keeps it until it ends. End the key at "
           "the broker, too."),
        tr("Remove the key"), true, [this, name = vaultNameOf(m_offer)] {
            static_cast<void>(m_engine.terminal().vault()->wish(runtime::RemoveVenueKey{name}));
        });
}

} // namespace omni::ui::settings
