#include "core/host/audit_verify/chain_check.h"

#include <algorithm>
#include <utility>

namespace omni::audit_verify {

namespace {

constexpr std::string_view closeAction = "audit.close";
constexpr std::string_view cutAction = "audit.cut";
/// More than a hundred years of segments; each step to an anchor's key costs time.
constexpr std::uint32_t mostSteps = 4'000'000;

} // namespace

ChainCheck::ChainCheck(Question question)
    : m_question(std::move(question))
{
    std::ranges::stable_sort(m_question.anchors, {}, &AnchorFile::records);
    if (m_question.key) {
        m_key = std::make_unique<KeyAtSegment>(m_question.key->log, m_question.key->segment, m_question.key->key);
        checkAnchorMacs();
    }
}

void ChainCheck::checkAnchorMacs()
{
    const KeyFile& key = *m_question.key;
    for (const auto& anchor : m_question.anchors) {
        if (anchor.log != key.log || anchor.segment < key.segment) {
            continue; // another record's is told when the record is known; older ones are beyond this key
        }
        bool isProven = anchor.segment - key.segment <= mostSteps;
        if (isProven) {
            KeyAtSegment at(key.log, key.segment, key.key);
            at.advanceTo(anchor.segment);
            isProven = at.provesAnchor(
                {reinterpret_cast<const unsigned char*>(anchor.signedText.data()), anchor.signedText.size()},
                anchor.mac);
        }
        if (!isProven) {
            return giveUp("the anchor of record " + std::to_string(anchor.records) + " was not made with this key");
        }
    }
}

bool ChainCheck::tamper(std::string why)
{
    if (!m_isOver) {
        m_isOver = true;
        m_verdict.judgement = Judgement::Tampered;
        m_verdict.firstBad = m_verdict.records + 1;
        m_verdict.why = std::move(why);
    }
    return false;
}

void ChainCheck::giveUp(std::string why)
{
    if (!m_isOver) {
        m_isOver = true;
        m_verdict.judgement = Judgement::Unreadable;
        m_verdict.why = std::move(why);
    }
}

void ChainCheck::refuseTooLarge(std::uint32_t number)
{
    static_cast<void>(tamper(nameOfFile(number) + " is larger than any segment"));
}

bool ChainCheck::takeHeader(std::uint32_t number, Octets bytes)
{
    const std::string file = nameOfFile(number);
    if (number != m_verdict.segments + 1) {
        return tamper(nameOfFile(m_verdict.segments + 1) + " is missing");
    }
    Header header;
    switch (readHeader(bytes, header)) {
    case HeaderFault::None:
        break;
    case HeaderFault::Damaged:
        return tamper(file + " does not begin as a segment does");
    case HeaderFault::Newer:
        m_verdict.firstBad = m_verdict.records + 1;
        giveUp(file + " was written by a newer version");
        return false;
    }
    if (number == 1) {
        m_verdict.log = header.log;
        const bool isForeign
            = std::ranges::any_of(m_question.anchors, [&](const auto& anchor) { return anchor.log != header.log; });
        if (isForeign || (m_question.key && m_question.key->log != header.log)) {
            return tamper(std::string("this is another record than that of the ") + (isForeign ? "anchor" : "key"));
        }
    }
    if (header.log != m_verdict.log) {
        return tamper(file + " belongs to another record");
    }
    if (header.segment != number || header.first != m_verdict.records + 1
        || !std::ranges::equal(header.before, m_verdict.head)) {
        return tamper(file + " does not follow the segment before it");
    }
    m_link = hashOf("audit-header", bytes.first(headerSize));
    if (m_key && number > m_key->segment()) {
        m_key->advanceTo(number);
    }
    return true;
}

std::string ChainCheck::faultOfCut(const Record& record, bool isFirst) const
{
    const bool tellsOfCut = record.action == cutAction;
    if (!isFirst) {
        return tellsOfCut ? "it tells of a cut in a place where none is told of" : "";
    }
    if (!tellsOfCut) {
        return m_torn ? "the end of the segment before it is no record, and nothing tells why" : "";
    }
    const auto cut = cutFromText(record.object);
    if (!cut || cut->segment + 1 != record.segment) {
        return "it does not say what was cut";
    }
    if (!m_torn) {
        return cut->at == m_fileBytes ? "" : "the segment before it does not end where it was cut";
    }
    const bool isSameCut = cut->at == m_torn->cut.at && cut->bytes == m_torn->cut.bytes
        && std::ranges::equal(record.payload, m_torn->digest);
    return isSameCut ? "" : "the end of the segment before it is not what was to be cut";
}

std::string ChainCheck::faultOf(const Record& record, std::uint32_t number, bool isFirst,
                                const RecordProof* proof) const
{
    if (record.seq != m_verdict.records + 1 || record.segment != number) {
        return "another one stands in its place";
    }
    if (!std::ranges::equal(record.before, m_link)) {
        return "it is not linked to the one before";
    }
    if (!(proof != nullptr ? proof->isHashRight : isSame(record.hash, hashOf("audit-record", record.hashed)))) {
        return "its hash is another";
    }
    const bool hasKey = m_key && m_key->segment() == number;
    if (hasKey && !(proof != nullptr ? proof->isMacRight : m_key->provesRecord(record))) {
        return "it was not written with the key of its segment";
    }
    return faultOfCut(record, isFirst);
}

bool ChainCheck::passAnchors(const Hash& hash)
{
    for (; m_nextAnchor < m_question.anchors.size(); ++m_nextAnchor) {
        const auto& anchor = m_question.anchors[m_nextAnchor];
        if (anchor.records > m_verdict.records + 1) {
            break;
        }
        if (anchor.head != hash) {
            return tamper("the anchor knows another record in its place");
        }
    }
    return true;
}

bool ChainCheck::takeRecords(std::uint32_t number, Octets bytes, std::span<const RecordProof> proofs)
{
    bool isClosed = false;
    std::size_t at = headerSize;
    for (unsigned count = 0; at < bytes.size(); ++count) {
        const auto rest = bytes.subspan(at);
        if (isClosed || count == mostRecords) {
            return tamper("it stands behind the end of its segment");
        }
        const auto record = readRecord(rest);
        const RecordProof* proof = count < proofs.size() ? &proofs[count] : nullptr;
        std::string fault = record ? faultOf(*record, number, count == 0, proof) : "its form is not that of a record";
        if (!fault.empty()) {
            if (count > 0 && isTornWrite(rest, at, number, m_verdict.records + 1, m_link)) {
                m_torn = TornEnd{{number, at, rest.size()}, hashOf("audit-cut", rest)};
                break;
            }
            return tamper(std::move(fault));
        }
        std::ranges::copy(record->hash, m_link.begin());
        if (!passAnchors(m_link)) {
            return false;
        }
        m_torn.reset();
        isClosed = record->action == closeAction;
        m_verdict.records += 1;
        m_verdict.head = m_link;
        if (m_verdict.provenFrom == 0 && m_key && m_key->segment() == number) {
            m_verdict.provenFrom = record->seq;
        }
        if (!m_question.words.empty() && m_verdict.wordsAt == 0
            && wordsFor(m_verdict.log, record->seq, m_link) == m_question.words) {
            m_verdict.wordsAt = record->seq;
        }
        at += record->all.size();
    }
    if (at == headerSize) {
        return tamper(nameOfFile(number) + " holds no record");
    }
    m_verdict.isClosed = isClosed;
    return true;
}

bool ChainCheck::take(std::uint32_t number, Octets bytes, std::span<const RecordProof> proofs)
{
    if (m_isOver || !takeHeader(number, bytes) || !takeRecords(number, bytes, proofs)) {
        return false;
    }
    m_verdict.segments = number;
    m_fileBytes = bytes.size();
    return true;
}

Verdict ChainCheck::verdict()
{
    if (m_isOver) {
        return m_verdict;
    }
    m_verdict.tornBytes = m_torn ? m_torn->cut.bytes : 0;
    if (m_nextAnchor < m_question.anchors.size()) {
        m_verdict.judgement = Judgement::Truncated;
        m_verdict.firstBad = m_verdict.records + 1;
        m_verdict.why = "the anchor knows " + std::to_string(m_question.anchors.back().records) + " records";
    } else if (m_verdict.segments == 0) {
        m_verdict.judgement = Judgement::Unreadable;
        m_verdict.why = "there is no audit record here";
    } else if (!m_question.words.empty() && m_verdict.wordsAt == 0) {
        m_verdict.judgement = Judgement::Truncated;
        m_verdict.firstBad = m_verdict.records + 1;
        m_verdict.why = "no record has these words";
    }
    return m_verdict;
}

} // namespace omni::audit_verify
