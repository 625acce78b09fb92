"""Names, offices and bodies in the shapes that articles have: whole sentences, one speaker each."""

from __future__ import annotations

import pytest

import beritanlp as bn
from beritanlp.domain import Speaker

SAID = "“Jalan itu sudah dibuka,” kata {}."


def last_speaker(text: str, title: str | None = None) -> Speaker:
    quotes = bn.analyze(text, title=title).quotes
    assert quotes, text
    speaker = quotes[-1].speaker
    assert speaker is not None, text
    return speaker


CASES = [
    # -- where the name begins ------------------------------------------------------------------
    ("Bupati Ardita Wirayuda", "Ardita Wirayuda", "Bupati", None),
    ("aktivis demokrasi Syaganda Rahardi", "Syaganda Rahardi", "aktivis demokrasi", None),
    ("Kapolsek Ambalawi Rudi Hartanta", "Rudi Hartanta", "Kapolsek Ambalawi", None),
    (
        "Camat Ambalawi Kabupaten Jember Rudi Hartanta",
        "Rudi Hartanta",
        "Camat Ambalawi Kabupaten Jember",
        None,
    ),
    (
        "Lurah Wanasari, Jember, Jawa Timur, Rudi Hartanta",
        "Rudi Hartanta",
        "Lurah Wanasari",
        None,
    ),
    (
        "Menteri Ketenagakerjaan (Menaker) M. Rudi Hartanta",
        "M. Rudi Hartanta",
        "Menteri Ketenagakerjaan",
        None,
    ),
    ("Gubernur NTB Lalu Rudi Hartanta", "Lalu Rudi Hartanta", "Gubernur NTB", None),
    (
        "Direktur Utama PT Sukamulya Beton Tbk FX Rudi Hartanta",
        "FX Rudi Hartanta",
        "Direktur Utama",
        "PT Sukamulya Beton Tbk",
    ),
    (
        "Direktur Utama PT Wanasari Telematika Indonesia Galumba Menaka",
        "Galumba Menaka",
        "Direktur Utama",
        "PT Wanasari Telematika Indonesia",
    ),
    ("Kapuspen TNI Brigjen Marinir Rudi Hartanta", "Rudi Hartanta", "Kapuspen", "TNI"),
    ("Deputi BNPB Mayor Jenderal (TNI) Rudi Hartanta", "Rudi Hartanta", "Deputi", "BNPB"),
    ("salah satu penumpang yakni Rani (34)", "Rani", "penumpang", None),
    ("@wargajember", "@wargajember", None, None),
    # -- the body of an office ------------------------------------------------------------------
    (
        "Ketua Relawan Jaga Wanasari, Bahrodin,",
        "Bahrodin",
        "Ketua",
        "Relawan Jaga Wanasari",
    ),
    (
        "Pemilik Warung Bakso Melati Jaya, Tania Laura,",
        "Tania Laura",
        "Pemilik",
        "Warung Bakso Melati Jaya",
    ),
    ("Head of Wanasari Institute Rudi Hartanta", "Rudi Hartanta", "Head", "Wanasari Institute"),
    (
        "Aftersales Director Wanasari Motors Rudi Hartanta",
        "Rudi Hartanta",
        "Aftersales Director",
        "Wanasari Motors",
    ),
    (
        "Public Relations Lead Wanasari Indonesia Rudi Hartanta",
        "Rudi Hartanta",
        "Public Relations Lead",
        "Wanasari Indonesia",
    ),
    (
        "Ketua Umum Asosiasi Energi Surya Nusantara (AESN) Andika Prasetya",
        "Andika Prasetya",
        "Ketua Umum",
        "Asosiasi Energi Surya Nusantara",
    ),
    (
        "Ketua Masyarakat Transportasi Indonesia (MTI) Wilayah Bali, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua",
        "Masyarakat Transportasi Indonesia (MTI) Wilayah Bali",
    ),
    (
        "Anggota Baleg DPR RI dari Fraksi Partai Golkar, Rudi Hartanta,",
        "Rudi Hartanta",
        "Anggota Baleg",
        "DPR RI",
    ),
    (
        "dosen Fakultas Hukum Universitas Indonesia Rudi Hartanta",
        "Rudi Hartanta",
        "dosen",
        "Fakultas Hukum Universitas Indonesia",
    ),
    (
        "Praktisi hukum dari Kantor Hukum Sukamulya & Partners, Rudi Hartanta, SH, MH,",
        "Rudi Hartanta",
        "Praktisi hukum",
        "Kantor Hukum Sukamulya & Partners",
    ),
    ("Direktur Kerja Sama, Mardisan,", "Mardisan", "Direktur Kerja Sama", None),
    ("Rudi Hartanta dari Wanasari Research", "Rudi Hartanta", None, "Wanasari Research"),
    ("Rudi Hartanta, analis di Westfield Blaine,", "Rudi Hartanta", "analis", "Westfield Blaine"),
    # -- what else stands between office and name -----------------------------------------------
    (
        "Ketua KPU Jember yang baru dilantik, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua",
        "KPU Jember",
    ),
    (
        "Ketua RT 18, RW 14, Klaster Melati, Jakarta Timur, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua RT 18",
        None,
    ),
    (
        "Guru Besar Institut Teknologi Bandung (ITB) dan pakar bahan bakar, Tri Hartanta,",
        "Tri Hartanta",
        "Guru Besar",
        "Institut Teknologi Bandung",
    ),
    ("pengacara Sari lainnya, Rudi Hartanta,", "Rudi Hartanta", "pengacara Sari", None),
    ("Kadir (34), pedagang batagor keliling", "Kadir", "pedagang batagor keliling", None),
    ("seorang wanita di Jember, Sari Wulandari (30)", "Sari Wulandari", None, None),
]


@pytest.mark.parametrize(("source", "name", "role", "affiliation"), CASES)
def test_source_is_read(source: str, name: str, role: str | None, affiliation: str | None) -> None:
    speaker = last_speaker(SAID.format(source.rstrip(",")))
    assert (speaker.name, speaker.role, speaker.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Tanah itu dijual Haryono, Kasatreskrim menerangkan pihaknya masih menunggu hasil.",
            "Kasatreskrim",
            id="an office after a comma that speaks itself is no apposition",
        ),
        pytest.param(
            "Warga yang mendukung adalah Sudiro (53). Warga Wanasari, Jember ini menilai "
            "jalan itu perlu ditutup. Warga lain, Nendari, mengatakan hal serupa.",
            "Sudiro",
            id="a nominal sentence introduces somebody",
        ),
        pytest.param(
            "Dukungan disampaikan oleh Candra (38). Ia menilai jalan itu baik. Adi, seorang warga "
            "Wanasari, juga menyetujui jalan itu. “Saya tidak keberatan,” ujarnya.",
            "Adi",
            id="a name with a role behind it acts",
        ),
        pytest.param(
            "Ketua MTI Rudi Hartanta menilai jalan itu sempit. Ada juga anggota DPR, "
            "Galih Kartasena, yang menyoroti jalan itu. Menurutnya, jalan itu perlu dilebarkan.",
            "Galih Kartasena",
            id="ada juga introduces somebody",
        ),
        pytest.param(
            "Rudi Hartanta mengatakan jalan itu ditutup. Awalnya, Sari Wulandari lewat di sana. "
            "“Saya kaget melihatnya,” ujarnya.",
            "Sari Wulandari",
            id="a subject behind an adverbial",
        ),
        pytest.param(
            "Menurut Rudi Hartanta, jalan itu selalu diperiksa Sari Wulandari setiap pekan. "
            "“Jalan itu aman,” katanya.",
            "Rudi Hartanta",
            id="who acts in reported speech is no subject",
        ),
        pytest.param(
            "Otoritas Jasa Keuangan (OJK) membuka aduan. Otoritas pun berharap warga melapor.",
            "Otoritas Jasa Keuangan",
            id="head word of a body",
        ),
        pytest.param(
            "PT Sukamulya Jaya Tbk (SKMJ) membagi laba. Perseroan menegaskan, utang tidak naik.",
            "PT Sukamulya Jaya Tbk",
            id="common noun of a company",
        ),
        pytest.param(
            "Presiden Joko Widodo membuka acara itu. Menurut Jokowi, jalan itu perlu dijaga.",
            "Joko Widodo",
            id="nickname",
        ),
        pytest.param(
            "Wali Kota Rudi Hartanta yang karib disapa Hendi datang. “Kami siap,” kata Hendi.",
            "Rudi Hartanta",
            id="name one goes by",
        ),
        pytest.param(
            "Pelatih Rudi Hartanta datang. “Kami siap,” kata jebolan akademi Jember tersebut.",
            "Rudi Hartanta",
            id="description that points back",
        ),
        pytest.param(
            "Uskup Mgr. Adrianus Sunarya dan Pendeta Paulus Sihombing menilai jalan itu aman. "
            "“Kami berterima kasih,” kata mereka.",
            "Adrianus Sunarya dan Paulus Sihombing",
            id="a pair",
        ),
        pytest.param(
            "Ketua DPRD Rudi Hartanta bertemu Bupati Sari Wulandari. Keduanya menilai jalan itu "
            "perlu diperbaiki.",
            "Rudi Hartanta dan Sari Wulandari",
            id="keduanya",
        ),
        pytest.param(
            "Ketua KPU Affifudin datang. “Kami siap,” ujar Afifudin.", "Affifudin", id="spelling"
        ),
        pytest.param(
            "Kapolri Jenderal Pol. Listya Sigit Prabawa datang bersama Presiden Prabawa Subiakto. "
            "Presiden Prabawa memerintahkan Kapolri Jenderal Pol. Listya Sigit Prabawa bekerja. "
            "“Ini pidana,” kata Prabawa.",
            "Prabawa Subiakto",
            id="two people of one name, one of whom is called by it",
        ),
    ],
)
def test_speaker_of_the_last_quote(text: str, name: str) -> None:
    assert last_speaker(text).name == name


def test_headline_beside_the_text_gives_the_full_name() -> None:
    text = "“Jalan itu sudah dibuka,” kata Lutfiansyah, Senin (20/10/2025)."
    title = "Ahmad Lutfiansyah Sebut Jalan Masih Jadi Magnet Investasi"
    assert last_speaker(text, title).name == "Ahmad Lutfiansyah"
    # a verb of the headline is no part of the name
    assert last_speaker(text, "Lutfiansyah Laporkan Jalan Rusak").name == "Lutfiansyah"


def test_present_office_is_kept_beside_another() -> None:
    text = (
        "Gubernur Jawa Timur Rudi Hartanta datang. “Kami siap,” kata Ketua DPD Partai Golkar itu."
    )
    assert last_speaker(text).role == "Gubernur Jawa Timur"


def test_former_office_is_kept_beside_a_description() -> None:
    speaker = last_speaker(
        "Mantan Ketua KPK Rudi Hartanta menilai jalan itu aman. Legenda itu lewat. "
        "“Kami siap,” kata Rudi."
    )
    assert (speaker.role, speaker.former) == ("Ketua", True)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Kabar penangkapan itu dibenarkan oleh Kapolres Jember Rudi Hartanta.",
            "Kabar penangkapan itu",
        ),
        (
            "Bagi Rudi Hartanta, jalan itu perlu segera diperbaiki.",
            "jalan itu perlu segera diperbaiki",
        ),
        (
            "Soal jalan itu, menurut Rudi Hartanta, tidak ada masalah berarti.",
            "tidak ada masalah berarti",
        ),
        ("Banyak warga yang meminta agar jalan itu dilebarkan.", "jalan itu dilebarkan"),
        (
            "“Kami siap,” kata Rudi Hartanta, menambahkan bahwa jalan itu aman.",
            "jalan itu aman",
        ),
        (
            "Rudi Hartanta menilai, hal tersebut sebenarnya bisa diperbaiki.",
            "hal tersebut sebenarnya bisa diperbaiki",
        ),
        (
            "Rudi Hartanta menegaskan pentingnya dukungan pejabat agar jalan itu selesai.",
            "pentingnya dukungan pejabat agar jalan itu selesai",
        ),
        (
            "Dikutip dari Kabar Kita, menurut Rudi Hartanta, warga tidak gentar menghadapinya.",
            "warga tidak gentar menghadapinya",
        ),
        (
            "Rudi Hartanta memprediksi harga menguat pada perdagangan Selasa (22/1/2019).",
            "harga menguat pada perdagangan Selasa (22/1/2019)",
        ),
        ("Rudi Hartanta mengatakan bahwasanya jalan itu aman.", "jalan itu aman"),
        ("Rudi Hartanta gencar mengimbau agar warga waspada.", "warga waspada"),
        ("Rudi Hartanta mengakui perbuatannya salah.", "perbuatannya salah"),
        (
            "Rudi Hartanta mengakui dirinya sebagai pemimpin kelompok itu.",
            "dirinya sebagai pemimpin kelompok itu",
        ),
    ],
)
def test_reported_words(text: str, content: str) -> None:
    analysis = bn.analyze(text)
    assert analysis.content_of(analysis.quotes[-1]) == content


@pytest.mark.parametrize(
    "text",
    [
        "Hal tersebut dibenarkan oleh Kapolres Jember Rudi Hartanta.",
        "Rudi Hartanta menjelaskan mengapa jalan itu ditutup.",
        "Rudi Hartanta optimistis terhadap masa depan jalan itu.",
        "Jalan itu dibuat bagi Rudi Hartanta, pengusaha setempat.",
        "Menurut Peraturan Pemerintah (PP) Nomor 24 Tahun 1997, jalan itu milik negara.",
        "Sari Wulandari melaporkan Rudi Hartanta ke kantor polisi setempat kemarin.",
        "Negara itu mengakui pemimpin oposisi sebagai presiden baru.",
        "Menurut sukakata.com, kadang ada banjir di jalan itu.",
    ],
)
def test_no_quote(text: str) -> None:
    assert not bn.analyze(text).quotes


def test_a_unit_s_head_belongs_to_the_one_precinct_of_the_page() -> None:
    speaker = last_speaker(
        "Polres Jember menangkap dua orang. “Mereka ditahan,” kata Kasat Reskrim AKP Rudi Hartanta."
    )
    assert (speaker.role, speaker.affiliation) == ("Kasat Reskrim", "Polres Jember")


def test_a_unit_s_head_beside_two_precincts_belongs_to_neither() -> None:
    speaker = last_speaker(
        "Polres Jember dan Polres Ngawi menangkap dua orang. “Mereka ditahan,” kata Kasat Reskrim "
        "AKP Rudi Hartanta."
    )
    assert speaker.affiliation is None


def test_a_deputy_s_office_names_the_body_too() -> None:
    speaker = last_speaker(
        "Polres Jember menangkap dua orang. “Mereka ditahan,” kata Wakapolres Jember Kompol Rudi "
        "Hartanta."
    )
    assert speaker.affiliation == "Polres Jember"


def test_police_without_a_name_holds_no_office() -> None:
    speaker = last_speaker("Polisi menduga ada kesepakatan sebelum lelang itu.")
    assert (speaker.name, speaker.role) == ("Polisi", None)


def test_an_english_field_before_a_listed_firm_belongs_to_the_office() -> None:
    speaker = last_speaker(
        "“Harga naik,” kata Analis Fixed Income Mirae Asset Sekuritas Indonesia Rudi Hartanta."
    )
    assert speaker.affiliation == "Mirae Asset Sekuritas Indonesia"


def registered(text: str, published: str | None) -> tuple[str | None, str | None]:
    quote = bn.analyze(text, published=published).quotes[-1]
    speaker = quote.speaker
    return (speaker.name, speaker.resolved_by.value) if speaker else (None, None)


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("“Kami siap,” kata Menpan-RB, Senin.", "2023-05-01", "Abdullah Azwar Anas"),
        ("“Kami siap,” kata Kapolri.", "2017-05-01", "Muhammad Tito Karnavian"),
        ("“Kami siap,” kata Presiden.", "2016-05-01", "Joko Widodo"),
        ("“Kami siap,” kata Presiden.", "2025-05-01", "Prabowo Subianto"),
        ("Menkeu menilai anggaran cukup. Ia meminta warga tenang.", "2022-06-01", "Sri Mulyani"),
        ("“Kami siap,” ujar Ketua KPK.", "2020-06-01", "Firli Bahuri"),
        ("“Kami siap,” ujar Presiden PKS.", "2023-02-01", "Ahmad Syaikhu"),
        ("“Kami siap,” ujar Gubernur Jateng itu.", "2020-06-01", "Ganjar Pranowo"),
        ("“Kami siap,” ujar Pj Gubernur DKI Jakarta.", "2023-02-01", "Heru Budi Hartono"),
        ("“Kami siap,” ujar Menteri LH.", "2025-02-01", "Hanif Faisol"),
        ("“Kami siap,” kata Kepala BNPB (1/2/2021).", None, "Doni Monardo"),
    ],
)
def test_office_without_a_name_is_resolved_by_the_date(
    text: str, published: str | None, name: str
) -> None:
    found, way = registered(text, published)
    assert found is not None
    assert found.startswith(name)
    assert way == "registry"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("“Kami siap,” kata Kapolri.", None),  # no date
        ("“Kami siap,” kata mantan Menkeu.", "2022-06-01"),
        ("“Kami siap,” kata Wakil Ketua KPK.", "2020-06-01"),  # one of several
        ("“Kami siap,” kata Presiden di Prancis.", "2020-06-01"),  # whose?
        ("“Kami siap,” kata Gubernur Jateng.", "2023-12-01"),  # only an acting one then
        ("“Kami siap,” kata Menpora.", "2035-05-01"),  # behind what the table knows
        ("“Kami siap,” kata Menkeu.", "2025-09-10"),  # two days after a change
        ("“Kami siap,” kata Kapolri Rudi Hartanta.", "2022-06-01"),  # the article names one
        ("“Kami siap,” kata gubernur.", "2022-06-01"),
    ],
)
def test_nobody_is_taken_from_the_table_of_holders_in_doubt(
    text: str, published: str | None
) -> None:
    assert registered(text, published)[1] != "registry"


def test_a_holder_named_without_the_office_is_the_articles_own_person() -> None:
    analysis = bn.analyze(
        "Rapat dihadiri Listyo Sigit Prabowo. “Kami siap,” kata Kapolri.", published="2022-06-01"
    )
    speaker = analysis.quotes[-1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.resolved_by) == ("Listyo Sigit Prabowo", "registry")


@pytest.mark.parametrize(
    ("source", "name", "role", "affiliation"),
    [
        (
            "Ekonom Utama untuk Bank Dunia di Indonesia Rudi Hartanta",
            "Rudi Hartanta",
            "Ekonom Utama",
            "Bank Dunia",
        ),
        (
            "Kepala Perwakilan UNICEF di Indonesia Rudi Hartanta",
            "Rudi Hartanta",
            "Kepala Perwakilan",
            "UNICEF",
        ),
    ],
)
def test_a_seat_may_stand_before_the_name(
    source: str, name: str, role: str, affiliation: str
) -> None:
    speaker = last_speaker(SAID.format(source))
    assert (speaker.name, speaker.role, speaker.affiliation) == (name, role, affiliation)


def test_a_numbered_school_ends_before_its_head() -> None:
    speaker = last_speaker("Kepala Sekolah SMPN 33 Sumiyati membantah kabar keracunan itu.")
    assert (speaker.name, speaker.role) == ("Sumiyati", "Kepala Sekolah")


def test_a_cue_that_lost_its_name_goes_on_with_the_last_person() -> None:
    quotes = bn.analyze(
        "Gubernur Rudi Hartanta mengatakan bunga turun. “Kami masih melihat ruang untuk itu,” kata "
        "dalam jumpa pers di Jakarta."
    ).quotes
    assert [q.speaker.name for q in quotes if q.speaker] == ["Rudi Hartanta"] * 2
    assert quotes[-1].speaker is not None
    assert quotes[-1].speaker.resolved_by.value == "continuation"
